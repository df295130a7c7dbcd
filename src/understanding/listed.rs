//! A value of a list with the other words for it, as a host program hands it over.

/// One value of an entity, given to [`BotBuilder::values`](crate::BotBuilder::values).
///
/// Made from a text, or from a text and the other words that customers use for it.
///
/// ```
/// use frontdesk::ListedValue;
/// let lamp = ListedValue::from(("lamp", vec!["lamps".to_owned(), "torch".to_owned()]));
/// assert_eq!(lamp, ListedValue::from(("lamp", ["lamps", "torch"])));
/// assert!(ListedValue::from("tent").synonyms.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedValue {
    /// What is remembered; also a word for it.
    pub name: String,
    /// Other words for it.
    pub synonyms: Vec<String>,
}

impl From<&str> for ListedValue {
    fn from(name: &str) -> ListedValue {
        ListedValue { name: name.to_owned(), synonyms: Vec::new() }
    }
}

impl From<String> for ListedValue {
    fn from(name: String) -> ListedValue {
        ListedValue { name, synonyms: Vec::new() }
    }
}

impl<N: Into<String>, S: Into<String>, L: IntoIterator<Item = S>> From<(N, L)> for ListedValue {
    fn from((name, synonyms): (N, L)) -> ListedValue {
        let synonyms = synonyms.into_iter().map(Into::into).collect();
        ListedValue { name: name.into(), synonyms }
    }
}
