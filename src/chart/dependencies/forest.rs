//! The charts of a tree by number. Helm holds charts by reference and copies one for each place that Chart.yaml gives it, but
//! never more than the charts right below it: what lies deeper stays shared by all copies, and so does the Chart.yaml of
//! a chart that no Chart.yaml lists. Templates can see it, so it is kept here; nothing here decides what a chart's fate is.

use crate::chart::values::{ChartTree, weight};
use crate::chart::{Chart, Error, Metadata};
use crate::go::Map;

/// The values, charts included, that dependencies may make Helm's rules go through, each as often as it is met. What a chart
/// weighs is merged at each level above it, under each of its names.
const MAX_WEIGHT: u64 = 20_000_000;

/// A chart of a [`Forest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ChartId(usize);

/// All charts of a tree, with the copies of those that have several places.
pub(super) struct Forest {
    charts: Vec<Member>,
    /// What Chart.yaml files say: copies of a chart may share one.
    metadata: Vec<Metadata>,
    budget: u64,
}

#[derive(Clone)]
struct Member {
    /// The chart's files and values. What it says of itself, and the charts in it, are beside.
    body: Chart,
    metadata: usize,
    dependencies: Vec<ChartId>,
    /// The last chart that took this one in: its path leads through it.
    parent: Option<ChartId>,
    weight: u64,
}

impl Forest {
    /// Takes a tree apart. The first chart is its root.
    pub fn new(root: Chart) -> (Self, ChartId) {
        let mut forest = Forest { charts: Vec::new(), metadata: Vec::new(), budget: MAX_WEIGHT };
        let root = forest.add(root);
        (forest, root)
    }

    /// Depth is the charts' nesting, which loading bounds.
    fn add(&mut self, mut body: Chart) -> ChartId {
        let inner = std::mem::take(&mut body.dependencies);
        let dependencies = inner.into_iter().map(|chart| self.add(chart)).collect();
        self.metadata.push(std::mem::take(&mut body.metadata));
        let weight = weight(&body.values);
        let metadata = self.metadata.len() - 1;
        let id = self.push(Member { body, metadata, dependencies: Vec::new(), parent: None, weight });
        self.set_dependencies(id, dependencies);
        id
    }

    fn push(&mut self, member: Member) -> ChartId {
        self.charts.push(member);
        ChartId(self.charts.len() - 1)
    }

    /// What the chart's Chart.yaml says.
    pub fn metadata(&self, id: ChartId) -> &Metadata {
        &self.metadata[self.charts[id.0].metadata]
    }

    /// The same, to change it for all that share it.
    pub fn metadata_mut(&mut self, id: ChartId) -> &mut Metadata {
        &mut self.metadata[self.charts[id.0].metadata]
    }

    /// The chart's name, or the one that it got with its place.
    pub fn name(&self, id: ChartId) -> &str {
        &self.metadata(id).name
    }

    /// The charts right below.
    pub fn dependencies(&self, id: ChartId) -> &[ChartId] {
        &self.charts[id.0].dependencies
    }

    /// Makes these the charts right below.
    pub fn set_dependencies(&mut self, id: ChartId, dependencies: Vec<ChartId>) {
        for dependency in &dependencies {
            self.charts[dependency.0].parent = Some(id);
        }
        self.charts[id.0].dependencies = dependencies;
    }

    /// Gives the chart other defaults.
    pub fn set_values(&mut self, id: ChartId, values: Map) {
        self.charts[id.0].weight = weight(&values);
        self.charts[id.0].body.values = values;
    }

    /// A copy with metadata of its own and copies of the charts right below, which share theirs with the originals.
    pub fn copy(&mut self, id: ChartId) -> ChartId {
        self.metadata.push(self.metadata(id).clone());
        let copy = Member { metadata: self.metadata.len() - 1, ..self.charts[id.0].clone() };
        let below = copy.dependencies.iter().map(|below| self.charts[below.0].clone()).collect::<Vec<_>>();
        let below = below.into_iter().map(|member| self.push(member)).collect();
        let copy = self.push(copy);
        self.set_dependencies(copy, below);
        copy
    }

    /// The chart and all below it, to merge their values.
    pub fn tree(&self, id: ChartId) -> Tree<'_> {
        Tree { forest: self, id }
    }

    /// Pays for going through the chart and all below it once.
    pub fn pay(&mut self, id: ChartId) -> Result<(), Error> {
        let mut left = self.budget;
        let mut pending = vec![id];
        while let Some(id) = pending.pop() {
            left = left.checked_sub(self.charts[id.0].weight).ok_or_else(too_much)?;
            pending.extend(self.dependencies(id));
        }
        self.budget = left;
        Ok(())
    }

    /// Puts the tree together again. A chart that is shared is in each of its places, and says the same path in all.
    pub fn into_tree(mut self, root: ChartId) -> Result<Chart, Error> {
        self.pay(root)?;
        Ok(self.assembled(root))
    }

    fn assembled(&self, id: ChartId) -> Chart {
        let member = &self.charts[id.0];
        Chart {
            metadata: self.metadata(id).clone(),
            path: self.path(id),
            dependencies: member.dependencies.iter().map(|below| self.assembled(*below)).collect(),
            ..member.body.clone()
        }
    }

    /// The names on the way from the root.
    fn path(&self, id: ChartId) -> String {
        let mut names = vec![self.name(id)];
        let mut member = &self.charts[id.0];
        while let Some(parent) = member.parent {
            names.push(self.name(parent));
            member = &self.charts[parent.0];
        }
        names.reverse();
        names.join("/charts/")
    }
}

/// A chart of a forest with all below it.
#[derive(Clone, Copy)]
pub(super) struct Tree<'a> {
    forest: &'a Forest,
    id: ChartId,
}

impl<'a> ChartTree<'a> for Tree<'a> {
    fn name(self) -> &'a str {
        self.forest.name(self.id)
    }

    fn defaults(self) -> &'a Map {
        &self.forest.charts[self.id.0].body.values
    }

    fn below(self) -> impl Iterator<Item = Self> {
        self.forest.dependencies(self.id).iter().map(move |&id| Tree { forest: self.forest, id })
    }
}

fn too_much() -> Error {
    let sentence = format!("the charts' values are merged more often than {MAX_WEIGHT} entries allow");
    Error::new("load::dependencies-budget", sentence)
        .help("charts that have several aliases at several levels multiply: list fewer, or flatten them")
}
