//! Which time a command writes into its files: `--date`, SOURCE_DATE_EPOCH, or what the command says without them.

use super::command::Invocation;
use super::usage::UsageError;
use crate::diagnostic::{Diagnostic, Fault};
use crate::host::effects::Clock;
use crate::host::{clock, git};
use std::path::Path;
use std::time::Duration;

/// How long git may look for a commit.
const GIT_TIME: Duration = Duration::from_secs(60);

/// What SOURCE_DATE_EPOCH says.
pub(super) fn source_date_epoch() -> Result<Option<i64>, Box<Diagnostic>> {
    clock::source_date_epoch().map_err(|sentence| Box::new(UsageError::flag_value(&sentence).into_diagnostic()))
}

/// The time for what says when it was made: SOURCE_DATE_EPOCH, else now.
pub(super) fn now() -> Result<i64, Box<Diagnostic>> {
    Ok(source_date_epoch()?.unwrap_or_else(clock::now))
}

/// The time for the entries of a package of the chart in `folder`: `--date`, SOURCE_DATE_EPOCH, else `default`.
pub(super) fn of_entries(invocation: &Invocation, folder: &Path, default: i64) -> Result<i64, Box<Diagnostic>> {
    let epoch = source_date_epoch()?;
    let Some(text) = invocation.matches.text("date") else { return Ok(epoch.unwrap_or(default)) };
    if text == "git" {
        return git::newest_commit(folder, GIT_TIME).map_err(|error| {
            let message = format!("the time of the newest commit of {} is not known: {error}", folder.display());
            let diagnostic = Diagnostic::error("package::date", message).fault(Fault::Outside);
            Box::new(diagnostic.help("package a chart in a git checkout, or give another --date"))
        });
    }
    match Clock::from_text(&text.to_string_lossy()) {
        Ok(Clock::Fixed(instant)) => Ok(i64::try_from(instant.div_euclid(1_000_000_000)).unwrap_or(default)),
        Ok(Clock::System | Clock::Refuse) => Ok(clock::now()),
        Err(sentence) => Err(Box::new(UsageError::flag_value(&format!("--date: {sentence}")).into_diagnostic())),
    }
}
