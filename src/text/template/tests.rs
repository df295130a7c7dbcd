//! Templates and conditions as tables.

use std::collections::BTreeMap;

use super::*;
use crate::value::Value;

type Names = BTreeMap<String, Value>;

fn template(text: &str, limits: &Limits) -> Result<Template, TemplateError> {
    Templates::new(Language::of(""), &TimeZone::UTC, limits).template(text)
}

fn condition(text: &str, limits: &Limits) -> Result<Condition, TemplateError> {
    Templates::new(Language::of(""), &TimeZone::UTC, limits).condition(text)
}

fn names() -> Names {
    let order = Value::map([
        ("status", Value::from("shipped")),
        ("eta", Value::Null),
        ("days", Value::from(vec![Value::from("Mon"), Value::from("Tue")])),
    ]);
    Names::from([
        ("order".to_owned(), order),
        ("name".to_owned(), Value::from("<Ann> {{ x }}")),
        ("n".to_owned(), Value::from(3)),
        ("price".to_owned(), money()),
        ("basket".to_owned(), Value::from(vec![money()])),
        ("no_money".to_owned(), Value::map([("amount", Value::from("12.50"))])),
    ])
}

fn money() -> Value {
    Value::map([("amount", Value::from("12.50")), ("currency", Value::from("EUR"))])
}

fn rendered(text: &str) -> Option<String> {
    template(text, &Limits::default()).unwrap().render(&names())
}

#[test]
fn templates_render_or_give_nothing() {
    for (text, expected) in [
        ("plain {text}", Some("plain {text}")),
        ("Hi {{ name }}!", Some("Hi <Ann> {{ x }}!")),
        ("{{ order.status }}, {{ n + 1 }}", Some("shipped, 4")),
        ("{{ price.amount }} {{ price.currency }}", Some("12.50 EUR")),
        ("{% if n > 2 %}many{% else %}few{% endif %}", Some("many")),
        ("{{ order.days | list }}", Some("Mon, Tue")),
        ("{{ order.eta }}", None),
        ("{{ order.days }} {{ true }}", Some("Mon, Tue true")),
        (
            "{{ 50.0 }} {{ 0.1 + 0.2 }} {{ 49.9 }} {{ 1 / 3 }} {{ 0 - 0.0 }} {{ 4 / 2 }}",
            Some("50 0.3 49.9 0.333333333 0 2"),
        ),
        ("{{ 1 / 0 }}", None),
        ("{{ [1, 2.50, order.eta] | list }}", None),
        ("{% for d in order.days %}{{ d }};{% else %}none{% endfor %}", Some("Mon;Tue;")),
        ("{% if nobody is defined %}x{% else %}y{% endif %}", Some("y")),
        ("{# only a note #}", Some("")),
        ("{{ nobody }}", None),
        ("{{ order.colour }}", None),
        ("{% if nobody %}x{% endif %}", None),
        ("{{ n | list }}", None),
        ("{{ order }}", None),
        ("{{ [order] | list }}", None),
        ("{{ {'amount': '12.5', 'currency': 'EUR'} }}", Some("12.50 EUR")),
    ] {
        assert_eq!(rendered(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn conditions_hold_or_do_not() {
    for (text, expected) in [
        ("n == 3", true),
        ("n > 3", false),
        ("order.status == 'shipped' and n", true),
        ("order.error == 'not_found'", false),
        ("nobody == 1 or n == 3", false),
        ("nobody is not defined or nobody == 1", true),
        ("nobody is defined", false),
        ("not nobody", false),
        ("n + 'x'", false),
        ("not order.error", true),
        ("order.error == 'x' or n == 3", false),
        ("n == 3 or order.error == 'x'", true),
        ("order.a.b == 1", false),
        ("nobody.at_all is defined", false),
        ("order.eta is defined and not order.eta", true),
        ("price.amount > 9", true),
        ("price.amount > 100", false),
        ("price.amount == 12.5 and price.currency == 'EUR'", true),
        ("basket.0.amount >= 100", false),
        ("no_money.amount == '12.50'", true),
        ("n and n == 3", true),
        ("n and n == 4", false),
        ("nobody and n == 3", false),
        ("order.status and (n == 4 or n == 3)", true),
        ("order.colour and n == 3", false),
        ("order.eta and n == 3", false),
        ("name.first and n == 3", false),
        ("basket and price", true),
        ("basket.amount", false),
    ] {
        let mut condition = condition(text, &Limits::default()).unwrap();
        assert_eq!(condition.holds(&names()), expected, "{text}");
        // What it begins with only makes it quicker.
        Arc::get_mut(&mut condition.0).unwrap().gate = None;
        assert_eq!(condition.holds(&names()), expected, "{text}, all of it");
    }
}

#[test]
fn what_does_not_compile_says_why() {
    for text in
        ["{{ name", "{% if %}", "{{ 'x' * 100000000 }}", "{% set a = 1 %}", "{{ a | upper }}"]
    {
        let compiled = template(text, &Limits::default());
        let rendered = compiled.map(|template| template.render(&names()));
        assert!(!matches!(rendered, Ok(Some(_))), "{text} gives {rendered:?}");
    }
    for text in ["", "a ==", "a %}{{ name }}{% if a", "a b", "1) %}x{% endif %}{% if (1"] {
        assert!(condition(text, &Limits::default()).is_err(), "{text}");
    }
    for (text, place) in [
        ("Hi {{ name", "name"),
        ("é {{ a b }}", "b"),
        ("one\ntwo {% if a %}x{% endfor %}", "endfor"),
        ("{{ a.b + }} c", "}}"),
    ] {
        let error = template(text, &Limits::default()).unwrap_err();
        assert_eq!(text.get(error.at.clone()), Some(place), "{text}: {error:?}");
    }
    let error = condition("a == == b", &Limits::default()).unwrap_err();
    assert_eq!(error.at, 5..7);
}

#[test]
fn names_are_listed_with_attributes() {
    let limits = Limits::default();
    let template = template("{{ b.c }} {{ a }} {{ b.c }}", &limits).unwrap();
    assert_eq!(template.reads(), ["a", "b.c"]);
    let condition = condition("order.error == 'x' or n", &limits).unwrap();
    assert_eq!(condition.reads(), ["n", "order.error"]);
}

#[test]
fn output_steps_and_depth_are_bounded() {
    let mut limits = Limits { max_reply: 10, ..Limits::default() };
    let long = template("{% for d in order.days %}äöüäöü{% endfor %}", &limits).unwrap();
    assert_eq!(long.render(&names()).as_deref(), Some("äöüäö"));
    limits.max_template_steps = 5;
    let slow = template("{% for d in order.days %}x{% endfor %}", &limits).unwrap();
    assert_eq!(slow.render(&names()), None);
    let deep = (0..500).fold(Value::Null, |inner, _| Value::List(vec![inner]));
    let names = Names::from([("deep".to_owned(), deep)]);
    let deep = template("{{ deep }}", &Limits::default()).unwrap();
    assert!(deep.render(&names).is_none_or(|text| text.len() < 200));
}

#[test]
fn lists_speak_the_language() {
    let of = |code, text: &str| {
        let templates = Templates::new(Language::of(code), &TimeZone::UTC, &Limits::default());
        templates.template(text).unwrap().render(&names())
    };
    assert_eq!(of("en", "{{ order.days | list }}").as_deref(), Some("Mon and Tue"));
    assert_eq!(of("de", "{{ [1, 2, 3] | list }}").as_deref(), Some("1, 2 und 3"));
    assert_eq!(of("fr", "{{ ['a'] | list }}{{ [] | list }}").as_deref(), Some("a"));
}

#[test]
fn hostile_templates_end() {
    let names = Names::from([("a".to_owned(), Value::from("x".repeat(2_000)))]);
    let doubled = format!(
        "{}{{{{ a | list }}}}{}",
        "{% for a in [[a, a, a, a, a, a, a, a] | list] %}".repeat(30),
        "{% endfor %}".repeat(30)
    );
    let nested = format!("{}{}", "{% for b in [1, 2, 3] %}".repeat(30), "{% endfor %}".repeat(30));
    let lots = format!("{{{{ {}a{} }}}}", "(".repeat(390), ")".repeat(390));
    let ifs = format!("{}x{}", "{% if a %}".repeat(10_000), "{% endif %}".repeat(10_000));
    for text in [doubled, nested, lots, ifs] {
        match template(&text, &Limits::default()) {
            Ok(template) => assert_eq!(template.render(&names), None, "{text}"),
            Err(error) => assert!(!error.message.is_empty(), "{text}"),
        }
    }
}
