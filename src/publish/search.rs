//! Looking for charts: by words in the indexes of added repositories, by tags in a registry. Scores, order and what counts
//! as a match are Helm's.

use super::pull::parse_reference;
use super::session::{Session, from_net};
use crate::chart::Metadata;
use crate::diagnostic::Diagnostic;
use crate::go::semver::{Constraints, Version};
use crate::go::{Value, regexp::Regexp};
use crate::host::net::{Actions, Registry, read_manifest};
use crate::oci::media;
use crate::oci::reference::tag_of_version;
use crate::oci::tags;
use crate::repository::{Entry, Index, Pick};
use crate::yaml;
use std::convert::Infallible;

/// How many configurations are fetched at once.
const AT_ONCE: usize = 8;

/// The largest configuration that is fetched.
const MAX_CONFIG: u64 = 4 << 20;

/// What stands between the parts of a searched line.
const SEPARATOR: char = '\u{b}';

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Words that have to be found; everything where it is empty.
    pub words: String,
    /// Whether the words are a regular expression.
    pub is_pattern: bool,
    /// Whether all versions are listed, or the newest alone.
    pub all_versions: bool,
    /// Which versions count.
    pub version: String,
    /// Whether versions before a release count, where no version is asked for.
    pub devel: bool,
}

/// A chart that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// `repository/chart`, or the reference.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The version of what it installs.
    pub app_version: String,
    /// One sentence.
    pub description: String,
}

impl Query {
    fn constraints(&self) -> Result<Constraints, Box<Diagnostic>> {
        let range = match (self.version.as_str(), self.devel) {
            ("", true) => ">0.0.0-0",
            ("", false) => ">0.0.0",
            (version, _) => version,
        };
        Constraints::parse(range).map_err(|error| {
            let sentence = format!("an invalid version/constraint format: {error}");
            Box::new(Diagnostic::sentence("search::version", sentence))
        })
    }
}

impl Session {
    /// Looks for charts in the indexes of added repositories. Also gives the repositories whose index cannot be read.
    pub fn search(&self, query: &Query) -> Result<(Vec<Found>, Vec<String>), Box<Diagnostic>> {
        let list = self.list()?;
        if list.repositories.is_empty() {
            let sentence = "no repositories configured";
            return Err(Box::new(
                Diagnostic::sentence("repository::none", sentence).help("add one with `plimsoll repo add`"),
            ));
        }
        let constraints = query.constraints()?;
        let matcher = Matcher::new(query)?;
        let mut unreadable = Vec::new();
        let mut hits: Vec<Hit> = Vec::new();
        for repository in &list.repositories {
            let pick = Hits { repository: &repository.name, matcher: &matcher, constraints: &constraints, query };
            match self.in_cached_index(&repository.name, |text| Index::each(text, &pick)) {
                Ok(picked) => hits.extend(picked),
                Err(_) => unreadable.push(repository.name.clone()),
            }
        }
        hits.sort_by(|a, b| {
            let by_name = || a.found.name.cmp(&b.found.name);
            a.score.cmp(&b.score).then_with(by_name).then_with(|| b.version.compare(&a.version))
        });
        let results = hits.into_iter().map(|hit| hit.found).collect();
        Ok((results, unreadable))
    }

    /// The versions of a chart in a registry that a query asks for, with what their configuration says.
    pub fn search_registry(&self, reference: &str, query: &Query) -> Result<Vec<Found>, Box<Diagnostic>> {
        let constraints = query.constraints()?;
        let (registry, versions) = self.tagged_versions(reference)?;
        let fit = versions.into_iter().filter(|version| constraints.check(version));
        let versions: Vec<Version> = fit.take(if query.all_versions { usize::MAX } else { 1 }).collect();
        let lookups = versions.iter().map(|version| configuration(registry.clone(), version.original.clone()));
        let answers = self.network.wait_for_all(lookups.collect(), AT_ONCE);
        let mut results = Vec::new();
        for (version, answer) in versions.iter().zip(answers) {
            let metadata = match answer.flatten().map(|text| yaml::decode(&text)) {
                Some(Ok(value @ Value::Map(_))) => Metadata::from_value(&value).unwrap_or_default(),
                _ => Metadata::default(),
            };
            let found = Found::new(reference.to_owned(), &metadata);
            results.push(Found { version: version.original.clone(), ..found });
        }
        Ok(results)
    }

    /// The versions of a chart in a registry, highest first.
    pub fn versions(&self, reference: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        let (_, versions) = self.tagged_versions(reference)?;
        Ok(versions.into_iter().map(|version| version.original).collect())
    }

    fn tagged_versions(&self, reference: &str) -> Result<(Registry, Vec<Version>), Box<Diagnostic>> {
        let parsed = parse_reference(reference)?;
        let registry = self.registry(&parsed, Actions::Pull)?;
        let tags = self.network.wait(registry.tags()).map_err(from_net)?;
        Ok((registry, tags::versions(&tags)))
    }
}

/// The configuration of a version: Chart.yaml as JSON. A version without one is still a version.
async fn configuration(registry: Registry, version: String) -> Option<Vec<u8>> {
    let resolved = registry.find_manifest(&tag_of_version(&version)).await.ok()??;
    let manifest = read_manifest(&resolved, &version).ok()?;
    if manifest.config.media_type != media::CHART_CONFIG {
        return None;
    }
    registry.blob(&manifest.config, &version, MAX_CONFIG).await.ok()
}

impl Found {
    fn new(name: String, metadata: &Metadata) -> Self {
        Found {
            name,
            version: metadata.version.clone(),
            app_version: metadata.app_version.clone(),
            description: metadata.description.clone(),
        }
    }
}

/// A version that was found.
struct Hit {
    score: usize,
    version: Version,
    found: Found,
}

/// The versions of a repository's charts that a query means.
struct Hits<'a> {
    repository: &'a str,
    matcher: &'a Matcher,
    constraints: &'a Constraints,
    query: &'a Query,
}

impl Pick for Hits<'_> {
    type Picked = Hit;

    fn may_pick(&self, text: &[u8]) -> bool {
        self.matcher.may_match(self.repository, text)
    }

    fn pick(&self, name: &str, versions: Vec<Entry>) -> Vec<Hit> {
        let name = format!("{}/{name}", self.repository);
        let hits = versions.into_iter().filter_map(|entry| {
            let score = self.matcher.score(self.repository, &entry.metadata)?;
            let version = Version::parse(&entry.metadata.version).ok()?;
            let fits = self.constraints.check(&version);
            fits.then(|| Hit { score, version, found: Found::new(name.clone(), &entry.metadata) })
        });
        let mut hits: Vec<Hit> = hits.collect();
        // Of those that are as good only the highest is shown.
        if !self.query.all_versions {
            hits.sort_by_key(|hit| hit.score);
            hits.truncate(1);
        }
        hits
    }
}

/// What decides whether a chart is a match, and how good a one.
enum Matcher {
    Everything,
    Words(String),
    Pattern(Box<Regexp>),
}

impl Matcher {
    fn new(query: &Query) -> Result<Self, Box<Diagnostic>> {
        match (query.words.as_str(), query.is_pattern) {
            ("", _) => Ok(Matcher::Everything),
            (words, false) => Ok(Matcher::Words(words.to_lowercase())),
            (words, true) => Regexp::compile(words.as_bytes())
                .map(|pattern| Matcher::Pattern(Box::new(pattern)))
                .map_err(|error| Box::new(Diagnostic::sentence("search::pattern", error.to_string()))),
        }
    }

    /// Whether a chart whose part of index.yaml this is could be a match. What YAML may write in other letters than it means
    /// is not decided here.
    fn may_match(&self, repository: &str, text: &[u8]) -> bool {
        let Matcher::Words(words) = self else { return true };
        if !words.is_ascii() || words.contains(['\'', '"', '/']) || !text.is_ascii() || text.contains(&b'\\') {
            return true;
        }
        let text = text.to_ascii_lowercase();
        let repository = repository.to_lowercase();
        // Lines of a folded text are joined by blanks, as keywords are.
        words
            .split_ascii_whitespace()
            .all(|word| repository.contains(word) || memchr::memmem::find(&text, word.as_bytes()).is_some())
    }

    /// The lower the better: which part of the line the match is in.
    fn score(&self, repository: &str, metadata: &Metadata) -> Option<usize> {
        let Metadata { name, description, keywords, .. } = metadata;
        let keywords = keywords.join(" ");
        let line =
            [name.as_str(), &format!("{repository}/{name}"), description, &keywords].join(&String::from(SEPARATOR));
        let (at, line) = match self {
            Matcher::Everything => return Some(0),
            Matcher::Words(words) => {
                let line = line.to_lowercase();
                (line.find(words.as_str())?, line)
            }
            Matcher::Pattern(pattern) => {
                let found = pattern.find(line.as_bytes(), &mut |_| Ok::<(), Infallible>(()));
                (found.unwrap_or_else(|never| match never {})?.start, line)
            }
        };
        Some(line.get(..at).unwrap_or_default().matches(SEPARATOR).count())
    }
}
