//! The same for each object of a build, on several threads where there are many. What is done to one object must not look at
//! the others.

use super::Result;
use crate::host::threads;
use crate::resource::Resource;
use rayon::prelude::*;

/// Objects that a thread changes at once; as many are changed on the caller's.
const OBJECTS_PER_TASK: usize = 128;

/// Changes each object by itself; `change` also gets its position. Gives what came of it, in order; the error is that of the
/// first object that has one.
pub(super) fn each<T: Send>(
    resources: &mut [Resource],
    change: impl Fn(usize, &mut Resource) -> Result<T> + Sync + Send,
) -> Result<Vec<T>> {
    let change = |(position, resource): (usize, &mut Resource)| change(position, resource);
    if resources.len() <= OBJECTS_PER_TASK {
        return resources.iter_mut().enumerate().map(change).collect();
    }
    threads::start();
    let outcomes = resources.par_iter_mut().enumerate().with_min_len(OBJECTS_PER_TASK).map(change);
    outcomes.collect::<Vec<Result<T>>>().into_iter().collect()
}

/// What `of` makes of each object, in order.
pub(super) fn map<T: Send>(resources: &[Resource], of: impl Fn(usize, &Resource) -> T + Sync + Send) -> Vec<T> {
    let of = |(position, resource): (usize, &Resource)| of(position, resource);
    if resources.len() <= OBJECTS_PER_TASK {
        return resources.iter().enumerate().map(of).collect();
    }
    threads::start();
    resources.par_iter().enumerate().with_min_len(OBJECTS_PER_TASK).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::yaml::Tree;
    use crate::yaml::tree::NOWHERE;

    fn resources(count: usize) -> Vec<Resource> {
        (0..count).map(|_| Resource::new(Tree::mapping(NOWHERE))).collect()
    }

    #[test]
    fn outcomes_are_in_order_and_the_first_error_counts() {
        for count in [3, 1000] {
            let positions = each(&mut resources(count), |position, _| Ok(position)).expect("nothing fails");
            assert!(positions.into_iter().eq(0..count));
            assert!(map(&resources(count), |position, _| position).into_iter().eq(0..count));
            let failed = each(&mut resources(count), |position, _| match position {
                0 => Ok(()),
                _ => Err(Box::new(Diagnostic::error("kustomize::test", position.to_string()))),
            });
            assert_eq!(failed.err().map(|error| error.message), Some(String::from("1")));
        }
    }
}
