//! Addresses: e-mail, web, phone. They need to look like one, not to exist.
//!
//! A number of 7 to 15 digits is a phone number if something says so: a `+`, an international `00`,
//! groups behind a leading 0, the groups of North America (555-123-4567), or a word before it
//! ("call", "phone"). A bare run of digits, or one behind "order" and the like, is none, unless a
//! phone number was asked for. The shape of a date is never one.

use super::rule::Set;
use super::{FoundValue, Reader, ValueType};
use crate::understanding::Span;
use crate::value::Value;

/// Longest e-mail address, its part before the `@`, and a label of a domain, by the standards.
const MOST_EMAIL: usize = 254;
const MOST_LOCAL: usize = 64;
const MOST_LABEL: usize = 63;
/// Longest address of a page that people paste.
const MOST_URL: usize = 2_000;
/// Addresses of one message.
const MOST_ADDRESSES: usize = 64;
/// Digits of a phone number (E.164 allows 15).
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Domains that are written without `www` and mean a page; those of two letters are also words.
const DOMAINS: [&str; 9] = ["com", "org", "net", "info", "shop", "app", "dev", "online", "store"];

impl Reader<'_> {
    /// E-mail and web addresses.
    pub(super) fn addresses(&self, into: &mut Vec<FoundValue>) {
        let text = self.line.utterance.folded();
        if !text.contains(['@', '.', '/']) {
            return;
        }
        let mut from = 0;
        for word in text.split(' ') {
            if into.len() >= MOST_ADDRESSES {
                return;
            }
            self.address(word, from, into);
            from += word.len() + 1;
        }
    }

    /// An address in a word of the folded text that begins at `from`.
    fn address(&self, word: &str, from: usize, into: &mut Vec<FoundValue>) {
        const AROUND: [char; 12] = ['(', ')', '<', '>', '[', ']', '"', '\'', ',', ';', '!', '?'];
        let head = word.trim_start_matches(AROUND);
        let start = from + word.len() - head.len();
        let core = head.trim_end_matches(|c| AROUND.contains(&c) || matches!(c, '.' | ':'));
        let (core, start) = match core.strip_prefix("mailto:") {
            Some(rest) => (rest, start + core.len() - rest.len()),
            None => (core, start),
        };
        let kind = if is_email(core) {
            ValueType::Email
        } else if is_url(core) {
            ValueType::Url
        } else {
            // "mail:ann@shop.com", "ann@shop.com/bob@shop.com"
            return self.email_inside(core, start, into);
        };
        self.push_address(kind, start..start + core.len(), into);
    }

    fn email_inside(&self, core: &str, start: usize, into: &mut Vec<FoundValue>) {
        if core.len() > MOST_EMAIL + MOST_LOCAL || core.contains("://") {
            return;
        }
        let mut from = start;
        for part in core.split([':', '/', ',', ';', '=', '(', '<']) {
            let address = part.trim_end_matches(['.', ')', '>']);
            if is_email(address) {
                self.push_address(ValueType::Email, from..from + address.len(), into);
            }
            from += part.len() + 1;
        }
    }

    fn push_address(
        &self,
        kind: ValueType,
        range: std::ops::Range<usize>,
        into: &mut Vec<FoundValue>,
    ) {
        let utterance = self.line.utterance;
        let span = utterance.span(range.clone());
        let written = span.of(utterance.text());
        let value = match (kind, written.rsplit_once('@')) {
            (ValueType::Email, Some((local, domain))) => {
                format!("{local}@{}", domain.to_lowercase())
            }
            (ValueType::Url, _) if !written.contains("://") => format!("https://{written}"),
            _ => written.to_owned(),
        };
        let tokens = utterance.tokens_in(range);
        let value = Value::from(value);
        into.push(FoundValue { kind, value, tokens, span, counts: true });
    }

    /// Phone numbers that something says are ones.
    pub(super) fn phones(&self, into: &mut Vec<FoundValue>) {
        let mut at = 0;
        while at < self.line.len() {
            let Some(run) = self.phone_run(at) else {
                at += 1;
                continue;
            };
            at = run.end.max(at + 1);
            if self.is_told(&run) {
                into.push(self.phone(&run));
            }
        }
    }

    /// The first run of digits that can be a phone number, whatever stands before it.
    pub(super) fn bare_phone(&self) -> Option<FoundValue> {
        let mut at = 0;
        while at < self.line.len() {
            let Some(run) = self.phone_run(at) else {
                at += 1;
                continue;
            };
            if run.is_possible {
                return Some(self.phone(&run));
            }
            at = run.end.max(at + 1);
        }
        None
    }

    /// Digits with what parts the groups of phone numbers between them.
    fn phone_run(&self, start: usize) -> Option<Run> {
        let line = self.line;
        let mut digits = line.digits(start)?.to_owned();
        let mut groups = vec![digits.len()];
        let mut signs = String::new();
        let mut end = start + 1;
        while let Some(more) = line.digits(end) {
            let gap = line.gap(end);
            let is_between = |c: char| matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '–');
            if gap.len() > 3 || gap.is_empty() || !gap.chars().all(is_between) || gap == ". " {
                break;
            }
            signs.push_str(gap.trim());
            digits.push_str(more);
            groups.push(more.len());
            end += 1;
        }
        // A digit alone behind a space counts something: "call 0151 234567 2 times".
        if groups.len() > 2 && groups.last() == Some(&1) && line.gap(end - 1) == " " {
            digits.pop();
            groups.pop();
            end -= 1;
        }
        let is_cut = line.is_code(start) || line.is_chained(start) || line.is_joined(end);
        let is_date = matches!(groups.as_slice(), [1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2]);
        // A decimal number, or one with signs for thousands, is no phone number.
        let is_amount = signs.contains('.') && groups.len() == 2;
        let is_possible = !is_cut && !is_date && !is_amount && PHONE_DIGITS.contains(&digits.len());
        let gap = line.gap(start);
        let has_plus = gap.trim_end_matches('(').ends_with('+');
        Some(Run { start, end, digits, groups, has_plus, is_possible })
    }

    fn is_told(&self, run: &Run) -> bool {
        if !run.is_possible {
            return false;
        }
        let is_grouped = run.groups.len() > 1;
        let parts = run.groups.as_slice();
        let has_country = run.digits.starts_with("00") && run.digits.len() >= 11;
        let has_trunk = run.digits.starts_with('0') && is_grouped && run.digits.len() >= 9;
        let is_american = matches!(parts, [3, 3, 4] | [1, 3, 3, 4])
            && !self.line.gap(run.start + 1).starts_with('/');
        match self.cue(run.start) {
            Some(is_phone) => is_phone,
            None => run.has_plus || (has_country && is_grouped) || has_trunk || is_american,
        }
    }

    /// Whether a word shortly before says that a number is one of a phone, or that it is not.
    fn cue(&self, at: usize) -> Option<bool> {
        /// "My number is:", "call me back on".
        const WORDS: usize = 4;
        let from = at.saturating_sub(WORDS);
        let mine = self.locale.words.my_number;
        (from..at).rev().find_map(|at| {
            let id = self.line.id(at);
            let is_mine = at > 0 && mine.contains(&(self.line.word(at - 1), self.line.word(at)));
            let is_phone = is_mine || self.grammar.is_in(Set::PhoneCue, id);
            let is_code = self.grammar.is_in(Set::CodeCue, id);
            (is_phone || is_code).then_some(is_phone)
        })
    }

    fn phone(&self, run: &Run) -> FoundValue {
        let line = self.line;
        let tokens = run.start..run.end;
        let range = line.range(tokens.clone());
        let gap = line.gap(run.start);
        let sign = gap.rfind(['+', '(']).map_or(0, |at| gap.len() - at);
        let sign =
            if run.has_plus { gap.rfind('+').map_or(sign, |at| gap.len() - at) } else { sign };
        let span: Span = line.utterance.span(range.start.saturating_sub(sign)..range.end);
        let international = run.digits.strip_prefix("00").filter(|rest| rest.len() >= 9);
        let value = match (run.has_plus, international) {
            (true, _) => format!("+{}", without_trunk(&run.digits, line, run)),
            (false, Some(digits)) => format!("+{digits}"),
            (false, None) => run.digits.clone(),
        };
        let (kind, value) = (ValueType::Phone, Value::from(value));
        FoundValue { kind, value, tokens, span, counts: true }
    }
}

struct Run {
    start: usize,
    end: usize,
    digits: String,
    /// How many digits each group has.
    groups: Vec<usize>,
    has_plus: bool,
    is_possible: bool,
}

/// `+49 (0) 151 …`: the 0 in brackets is left out when a country is dialled.
fn without_trunk(digits: &str, line: &super::Line<'_>, run: &Run) -> String {
    let is_trunk = run.groups.get(1) == Some(&1)
        && line.digits(run.start + 1) == Some("0")
        && line.gap(run.start + 1).ends_with('(');
    match (is_trunk, run.groups.first()) {
        (true, Some(&first)) => {
            let (country, rest) = digits.split_at_checked(first).unwrap_or((digits, ""));
            format!("{country}{}", rest.strip_prefix('0').unwrap_or(rest))
        }
        _ => digits.to_owned(),
    }
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_local = |c: char| c.is_alphanumeric() || "._%+-'&".contains(c);
    let has_place = !local.is_empty() && local.len() <= MOST_LOCAL && text.len() <= MOST_EMAIL;
    let has_dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    has_place && !has_dots && local.chars().all(is_local) && is_domain(domain)
}

fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        let has_hyphen = label.starts_with('-') || label.ends_with('-');
        (1..=MOST_LABEL).contains(&label.len())
            && !has_hyphen
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let last = text.rsplit_once('.').map(|(_, last)| last);
    let is_top = |top: &str| top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
    last.is_some_and(is_top) && text.split('.').all(is_label)
}

fn is_url(text: &str) -> bool {
    if text.len() > MOST_URL || text.contains('@') && !text.contains("://") {
        return false;
    }
    let with_scheme = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let rest = with_scheme.unwrap_or(text);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.len() <= 5 && port.chars().all(|c| c.is_ascii_digit()) => host,
        _ => host,
    };
    if !is_domain(host) {
        return false;
    }
    let top = host.rsplit_once('.').map_or("", |(_, top)| top);
    let has_name = host.split('.').next().is_some_and(|name| name.len() >= 2);
    with_scheme.is_some()
        || host.starts_with("www.")
        || has_name
            && (DOMAINS.contains(&top) || path.len() > 1 && path.starts_with('/') && top.len() <= 4)
}
