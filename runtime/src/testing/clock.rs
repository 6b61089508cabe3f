//! Virtual time, which advances when no future can make progress.
//!
//! Each pending timer is an entry with a due time. If a timer is polled twice and no event happened
//! in between (a timer was created, completed or dropped), all futures are waiting, and the clock
//! advances to the earliest due time. So a response that is ready wins over every timeout, and
//! otherwise the earliest timer wins. This takes no real time and works on any executor, because a
//! pending timer wakes itself.
//!
//! If calls run on several threads, a timer that has not been polled since it was created or became
//! due shows that its thread is busy. The clock waits for that thread.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

/// Number of polls without progress after which the clock no longer waits for timers that are not
/// polled. Their futures may be stored somewhere.
const MAX_IDLE_POLLS: u32 = 2000;
/// Number of polls without progress after which waiting threads sleep rather than yield.
const YIELDING_POLLS: u32 = 100;
/// How long a waiting thread sleeps, in real time.
const SLEEP: Duration = Duration::from_micros(100);

/// A clock that advances only while all futures wait.
#[derive(Debug, Default)]
pub(super) struct Clock(Mutex<Time>);

#[derive(Debug, Default)]
struct Time {
    now: Duration,
    /// Pending timers, by due time and number.
    timers: BTreeMap<(Duration, u64), TimerState>,
    /// Number of timers created so far.
    created: u64,
    /// Number of events so far.
    events: u64,
    /// Polls without progress while another thread seemed busy.
    idle_polls: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TimerState {
    /// Not polled yet.
    New,
    /// Polled before it was due.
    Waiting,
    /// Not polled for so long that the clock no longer waits for it.
    Abandoned,
}

impl Clock {
    fn time(&self) -> MutexGuard<'_, Time> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Time since the clock was created.
    pub(super) fn now(&self) -> Duration {
        self.time().now
    }

    /// Records progress that did not involve a timer, such as a received chunk, so that time does
    /// not advance yet.
    pub(super) fn progress(&self) {
        self.time().events += 1;
    }

    /// A future that completes after this duration.
    pub(super) fn sleep(self: &Arc<Self>, duration: Duration) -> Sleep {
        let mut time = self.time();
        let key = (time.now.saturating_add(duration), time.created);
        time.created += 1;
        time.events += 1;
        time.timers.insert(key, TimerState::New);
        drop(time);
        Sleep {
            clock: Arc::clone(self),
            key,
            polled_at: None,
        }
    }
}

impl Time {
    /// Advances the clock if all futures wait. Otherwise returns how long to suspend the thread.
    fn advance(&mut self) -> Option<Duration> {
        let now = self.now;
        let is_busy = |due: Duration, state: TimerState| match state {
            TimerState::New => true,
            TimerState::Waiting => due <= now,
            TimerState::Abandoned => false,
        };
        let mut timers = self.timers.iter();
        if timers.any(|((due, _), state)| is_busy(*due, *state)) {
            self.idle_polls += 1;
            if self.idle_polls < MAX_IDLE_POLLS {
                return Some(if self.idle_polls < YIELDING_POLLS {
                    Duration::ZERO
                } else {
                    SLEEP
                });
            }
            for ((due, _), state) in &mut self.timers {
                *state = match state {
                    TimerState::New => TimerState::Waiting,
                    TimerState::Waiting if *due > now => TimerState::Waiting,
                    TimerState::Waiting | TimerState::Abandoned => TimerState::Abandoned,
                };
            }
        }
        self.idle_polls = 0;
        let mut timers = self.timers.iter();
        if let Some(((due, _), _)) = timers.find(|(_, state)| **state != TimerState::Abandoned) {
            self.now = now.max(*due);
            self.events += 1;
        }
        None
    }

    /// Removes a timer.
    fn remove(&mut self, key: (Duration, u64)) {
        if self.timers.remove(&key).is_some() {
            self.events += 1;
            self.idle_polls = 0;
        }
    }
}

/// A timer.
#[derive(Debug)]
pub(super) struct Sleep {
    clock: Arc<Clock>,
    /// Due time and number of the timer.
    key: (Duration, u64),
    /// Number of events at the last poll.
    polled_at: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = Arc::clone(&self.clock);
        let mut time = clock.time();
        let mut pause = None;
        if self.key.0 > time.now && self.polled_at == Some(time.events) {
            pause = time.advance();
        }
        if self.key.0 <= time.now {
            time.remove(self.key);
            return Poll::Ready(());
        }
        if let Some(state) = time.timers.get_mut(&self.key) {
            *state = TimerState::Waiting;
        }
        self.polled_at = Some(time.events);
        drop(time);
        match pause {
            Some(Duration::ZERO) => thread::yield_now(),
            Some(pause) => thread::sleep(pause),
            None => {}
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.time().remove(self.key);
    }
}
