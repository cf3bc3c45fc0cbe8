//! How the process ends. Scripts tell findings from a wrong command line and from a broken disk by these numbers.

use crate::diagnostic::Fault;
use std::process::ExitCode;

/// The exit status, worst last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitStatus {
    /// 0: everything asked for was done.
    #[default]
    Success,
    /// 1: the input is at fault, or lint found something.
    Input,
    /// 2: the command line is at fault.
    Usage,
    /// 3: the disk, the network or another program failed, or plimsoll has a bug.
    Outside,
}

impl From<Fault> for ExitStatus {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Input => ExitStatus::Input,
            Fault::Usage => ExitStatus::Usage,
            Fault::Outside => ExitStatus::Outside,
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        ExitCode::from(match status {
            ExitStatus::Success => 0,
            ExitStatus::Input => 1,
            ExitStatus::Usage => 2,
            ExitStatus::Outside => 3,
        })
    }
}
