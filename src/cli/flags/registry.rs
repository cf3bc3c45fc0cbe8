//! The flags of `pull`, `push`, `registry`, `repo` and `search`.

use super::{Flag, Group, Kind};

/// Where `pull` puts what it fetches.
pub(crate) const PULL: Group = Group {
    heading: "Pull",
    flags: &[
        Flag::new("destination", Kind::Text("DIR"), "Where the archive is written").short('d'),
        Flag::new("untar", Kind::Switch, "Unpack the archive, and keep only the folder"),
        Flag::new("untardir", Kind::Text("DIR"), "Where --untar unpacks to, below --destination"),
        Flag::new("prov", Kind::Switch, "Fetch the provenance file too, without looking at it"),
    ],
};
