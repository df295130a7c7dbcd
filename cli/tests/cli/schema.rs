//! `frontdesk schema`.

use super::{frontdesk, json};

#[test]
fn the_schema_is_json_that_names_the_sections() {
    let ran = frontdesk(&["schema"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let schema = json(&ran.out);
    assert!(schema["$schema"].as_str().is_some_and(|url| url.contains("json-schema.org")));
    let root = schema["$ref"].as_str().unwrap().trim_start_matches('#');
    let keys = schema.pointer(root).unwrap()["properties"].as_object().unwrap();
    for section in ["about", "words", "entities", "intents", "queues", "fallback", "tests"] {
        assert!(keys.contains_key(section), "{section}: {keys:?}");
    }
}

#[test]
fn it_takes_no_path() {
    assert_eq!(frontdesk(&["schema", "bots/tea.yaml"], "").code, 2);
}
