//! Runs the wrong definitions of `tests/problems/`: each `NAME.yaml` or directory `NAME/` against
//! its report `NAME.txt`. `FRONTDESK_BLESS=1` writes the reports anew; look at the diff.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

#[test]
fn every_wrong_definition_gets_its_report() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/problems");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir() || path.extension().is_some_and(|name| name == "yaml"));
    cases.sort();
    assert!(!cases.is_empty(), "no wrong definitions in {}", folder.display());
    let bless = std::env::var_os("FRONTDESK_BLESS").is_some();
    let mut differ = Vec::new();
    for case in &cases {
        let found = report(case, &folder);
        let golden = case.with_extension("txt");
        if bless {
            fs::write(&golden, &found).unwrap();
        } else if fs::read_to_string(&golden).ok().as_ref() != Some(&found) {
            differ.push(format!("{}:\n{found}", golden.display()));
        }
    }
    assert!(differ.is_empty(), "{} reports differ:\n{}", differ.len(), differ.join("\n"));
}

fn report(case: &Path, folder: &Path) -> String {
    let limits = Limits::default();
    let mut loader = Loader::default();
    if let Err(error) = loader.yaml_path(case, &limits) {
        return format!("{error:#}\n");
    }
    let problems = loader.load(&limits).1;
    assert!(!problems.is_empty(), "{} has no problem", case.display());
    let shown: Vec<String> = problems.iter().map(|problem| format!("{problem:#}\n")).collect();
    shown.join("\n").replace(&format!("{}/", folder.display()), "")
}
