//! The budgets of a render, counted in work so that the same input stops at the same place on every machine. The
//! defaults are far beyond what charts that exist need.

use super::error::Error;

/// What a render may use up.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Instructions, calls and elements touched: `--max-steps`.
    pub steps: u64,
    /// Bytes of output in the making at any time: `--max-output`.
    pub output: usize,
    /// Bytes that functions allocate for their results, in all: `--max-allocation`.
    pub allocation: u64,
    /// Includes and `tpl` calls inside of one another: `--max-include-depth`.
    pub include_depth: usize,
    /// `tpl` calls inside of one another: `--max-tpl-depth`.
    pub tpl_depth: usize,
    /// `template` actions inside of one another. Go's own limit, with Go's sentence.
    pub template_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            steps: 100_000_000,
            output: 128 << 20,
            allocation: 1 << 30,
            include_depth: 10_000,
            tpl_depth: 1_200,
            template_depth: 100_000,
        }
    }
}

/// The share of the allocation budget that one text may take: `printf` of long strings needs more than it gives.
const TEXT_SHARE: u64 = 16;

/// What is left of the budgets.
pub(super) struct Meter {
    limits: Limits,
    steps: u64,
    allocation: u64,
}

impl Meter {
    pub fn new(limits: Limits) -> Self {
        Meter { steps: limits.steps, allocation: limits.allocation, limits }
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Takes steps.
    pub fn charge(&mut self, steps: u64) -> Result<(), Error> {
        match self.steps.checked_sub(steps) {
            Some(left) => {
                self.steps = left;
                Ok(())
            }
            None => Err(self.out_of_steps()),
        }
    }

    #[cold]
    fn out_of_steps(&mut self) -> Error {
        self.steps = 0;
        let sentence = format!("the render takes more than {} steps", self.limits.steps);
        Error::coded("render::limit-steps", sentence).help("raise --max-steps if the chart really needs that many")
    }

    /// Takes bytes for one result.
    pub fn allocate(&mut self, bytes: usize) -> Result<(), Error> {
        let bytes = bytes as u64;
        let Some(left) = self.allocation.checked_sub(bytes) else {
            let sentence = format!("the functions called allocate more than {} bytes", self.limits.allocation);
            return Err(Error::coded("render::limit-allocation", sentence)
                .help("raise --max-allocation if the chart really needs that much"));
        };
        if bytes > self.limits.allocation / TEXT_SHARE {
            return Err(self.too_large(bytes));
        }
        self.allocation = left;
        Ok(())
    }

    #[cold]
    fn too_large(&self, bytes: u64) -> Error {
        let most = self.limits.allocation / TEXT_SHARE;
        let sentence = format!("a result of {bytes} bytes is asked for, more than the {most} that one may have");
        Error::coded("render::limit-allocation", sentence)
            .help("raise --max-allocation if the chart really needs such a result; one may take a sixteenth of it")
    }

    /// The size in bytes that one text may have now.
    pub fn text(&self) -> usize {
        usize::try_from(self.allocation.min(self.limits.allocation / TEXT_SHARE)).unwrap_or(usize::MAX)
    }

    /// The error for output that grows beyond its limit.
    #[cold]
    pub fn out_of_output(&self) -> Error {
        let sentence = format!("the output grows beyond {} bytes", self.limits.output);
        Error::coded("render::limit-output", sentence).help("raise --max-output if the chart really renders that much")
    }
}
