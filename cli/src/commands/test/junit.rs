//! Results as JUnit XML, which systems for continuous integration read.

use std::fmt::Write;

use crate::markup::escaped;

/// A test for the report.
pub(super) struct Case<'a> {
    /// What it belongs to.
    pub(super) class: String,
    pub(super) name: &'a str,
    pub(super) file: &'a str,
    pub(super) line: u32,
    /// In one line, and in full.
    pub(super) failure: Option<(String, String)>,
}

/// The document: a suite for each name.
pub(super) fn document(suites: &[(&str, Vec<Case<'_>>)]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    // A `String` takes whatever is written to it.
    let _ = writeln!(xml, "<testsuites name=\"frontdesk\" {}>", counts(all()));
    for (name, cases) in suites {
        let _ = writeln!(xml, "  <testsuite name=\"{}\" {}>", escaped(name), counts(cases.iter()));
        for case in cases {
            add(&mut xml, case);
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn counts<'c>(cases: impl Iterator<Item = &'c Case<'c>>) -> String {
    let (mut tests, mut failures) = (0, 0);
    for case in cases {
        tests += 1;
        failures += usize::from(case.failure.is_some());
    }
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\"")
}

fn add(xml: &mut String, case: &Case<'_>) {
    let _ = write!(
        xml,
        "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\" time=\"0\"",
        escaped(&case.class),
        escaped(case.name),
        escaped(case.file),
        case.line
    );
    match &case.failure {
        None => xml.push_str("/>\n"),
        Some((message, full)) => {
            let (message, full) = (escaped(message), escaped(full));
            let _ = writeln!(xml, ">\n      <failure message=\"{message}\">{full}</failure>");
            xml.push_str("    </testcase>\n");
        }
    }
}
