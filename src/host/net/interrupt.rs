//! Ctrl-C while something is fetched: the process ends at once, but for a file that is just being written. Downloads live
//! in memory until they are whole, so nothing is left behind.

use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// Held by whoever is writing.
static WRITING: Mutex<()> = Mutex::new(());

static LISTENING: Once = Once::new();

/// What shells report for a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// While the guard lives, Ctrl-C waits. For short writes only.
pub fn hold() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts to listen, once.
pub(super) fn listen() {
    LISTENING.call_once(|| {
        // Without the thread Ctrl-C does what the system does with it.
        let _ = std::thread::Builder::new().name(String::from("interrupt")).spawn(|| {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else { return };
            if runtime.block_on(interrupted()) {
                let _writing = hold();
                std::process::exit(INTERRUPTED);
            }
        });
    });
}

/// Whether there was an interrupt; false where none can be waited for.
#[cfg(unix)]
async fn interrupted() -> bool {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return false;
    };
    std::future::poll_fn(|context| {
        let one = interrupt.poll_recv(context).is_ready();
        let other = terminate.poll_recv(context).is_ready();
        if one || other { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    true
}

/// Whether there was an interrupt; false where none can be waited for.
#[cfg(not(unix))]
async fn interrupted() -> bool {
    tokio::signal::ctrl_c().await.is_ok()
}
