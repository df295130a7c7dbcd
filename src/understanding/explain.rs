//! The explanation of an understanding, as a tree of lines for people.

use std::fmt;

use super::{Candidate, RankRule, Tier, Understanding, Veto};

/// Shows why the best candidate won and the others lost; made by
/// [`Understanding::explain`](super::Understanding::explain).
///
/// ```
/// let yaml = "intents: {tea: {user: a cup of tea, bot: A}}";
/// let bot = frontdesk::Bot::from_yaml_str("bot.yaml", yaml)?;
/// let understanding = bot.explain("a cup of tea");
/// let told = understanding.explain().to_string();
/// assert!(told.contains("1. tea  1.000 (exact phrase)"), "{told}");
/// assert!(told.contains("phrase: a cup of tea"), "{told}");
/// # Ok::<(), frontdesk::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'u>(&'u Understanding);

impl<'u> Explanation<'u> {
    pub(super) fn new(understanding: &'u Understanding) -> Explanation<'u> {
        Explanation(understanding)
    }
}

impl fmt::Display for Explanation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Understanding {
            text,
            candidates,
            vetoed,
            entities,
            answer,
            meanings,
            mood,
            corrections,
            cut,
        } = self.0;
        writeln!(f, "\"{}\"", text.escape_debug())?;
        if *cut {
            writeln!(f, "  the message was too long: its end was not read")?;
        }
        for fix in corrections {
            writeln!(f, "  spelling: {} → {}", fix.from, fix.to)?;
        }
        for found in entities {
            writeln!(f, "  found {}: {:?}", found.entity, found.text)?;
        }
        if let Some(answer) = answer {
            let rest = if answer.is_whole { "" } else { ", beside other words" };
            writeln!(f, "  answers {}: {:?}{rest}", answer.value.slot, answer.value.text)?;
        }
        for found in meanings {
            writeln!(f, "  means {}: {:?}", found.meaning.name(), found.span.of(text))?;
        }
        if mood.score != 0.0 {
            writeln!(f, "  mood {mood}")?;
        }
        for found in &mood.classes {
            writeln!(f, "  {}: {:?}", found.class.name(), found.span.of(text))?;
        }
        for (i, candidate) in candidates.iter().enumerate() {
            write_candidate(f, i + 1, candidate, candidates.first())?;
        }
        for (intent, veto) in vetoed {
            match veto {
                Veto::NotUser(phrase) => {
                    writeln!(f, "✗ {intent}: ruled out by not_user {phrase:?}")?
                }
                Veto::Keyword(word) => {
                    writeln!(f, "✗ {intent}: ruled out by keywords.none {word:?}")?
                }
                Veto::Condition => writeln!(f, "✗ {intent}: its `if` does not hold")?,
                Veto::Expired(day) => writeln!(f, "✗ {intent}: out of date since {day}")?,
            }
        }
        if candidates.is_empty() {
            writeln!(f, "no intent has any evidence")?;
        }
        Ok(())
    }
}

fn write_candidate(
    f: &mut fmt::Formatter<'_>,
    rank: usize,
    candidate: &Candidate,
    best: Option<&Candidate>,
) -> fmt::Result {
    let tier = match candidate.tier {
        Tier::Button => " (button)",
        Tier::Exact => " (exact phrase)",
        Tier::Pattern => " (pattern)",
        Tier::Evidence => "",
    };
    writeln!(f, "{rank}. {}  {:.3}{tier}", candidate.intent, candidate.confidence)?;
    if let Some(best) = best.filter(|_| rank > 1) {
        writeln!(f, "   lost: {}", why_lost(best, candidate))?;
    }
    let sum: f64 = candidate.evidence.iter().map(|e| e.log_odds).sum();
    for evidence in &candidate.evidence {
        writeln!(f, "   {:+7.2}  {}: {}", evidence.log_odds, evidence.matcher, evidence.detail)?;
        for (what, share) in &evidence.parts {
            writeln!(f, "            {share:+7.2}  {what}")?;
        }
    }
    writeln!(f, "   {sum:+7.2}  = log-odds, a confidence of {:.3}", candidate.confidence)?;
    for slot in &candidate.slots {
        writeln!(f, "   {} = {:?}", slot.slot, slot.text)?;
    }
    Ok(())
}

fn why_lost(best: &Candidate, loser: &Candidate) -> String {
    let (_, rule) = best.beats(loser);
    match rule {
        RankRule::Tier => {
            let (first, this) = (tier_in_words(best.tier), tier_in_words(loser.tier));
            format!("{first} comes before {this}; {}", against(best, loser))
        }
        RankRule::Sure => {
            format!("it does not reach its `act` threshold; {}", against(best, loser))
        }
        RankRule::Priority => {
            format!(
                "both are sure, and its priority is lower ({} < {})",
                loser.priority, best.priority
            )
        }
        RankRule::Confidence => {
            format!("{:.3} less likely", best.confidence - loser.confidence)
        }
        RankRule::LiteralChars => format!(
            "as likely, but fewer of the author's characters ({} < {})",
            loser.literal_chars, best.literal_chars
        ),
        RankRule::OpenSlots => {
            format!("as likely, but more open slots ({} > {})", loser.open_slots, best.open_slots)
        }
        RankRule::Order => "equal in all, but it stands later in the definitions".to_owned(),
    }
}

/// How far apart two candidates are where something else than that decided.
fn against(best: &Candidate, loser: &Candidate) -> String {
    let lead = best.confidence - loser.confidence;
    if lead > 0.0 {
        format!("{lead:.3} less likely")
    } else if lead < 0.0 {
        format!("though {:.3} more likely", -lead)
    } else {
        "as likely".to_owned()
    }
}

fn tier_in_words(tier: Tier) -> &'static str {
    match tier {
        Tier::Button => "a button",
        Tier::Exact => "an exact phrase",
        Tier::Pattern => "a pattern",
        Tier::Evidence => "all other evidence",
    }
}
