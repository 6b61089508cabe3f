//! Virtual time, which advances when no task can make progress.
//!
//! Each timer is an entry with a due time. A timer that is polled twice without any event in
//! between (a timer created, completed or dropped) knows that all tasks are waiting, and advances
//! the clock to the earliest due time. A response that is ready therefore wins over every timeout,
//! and otherwise whatever is due first wins, in no real time and on any executor: a pending timer
//! wakes itself and needs nothing else.
//!
//! If calls run on several threads, a timer that has not been polled yet, or not since it became
//! due, shows that a thread is busy, and the clock stops until it is done.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

/// Number of polls after which a timer that is never polled no longer stops the clock: its future
/// may be stored somewhere.
const PATIENCE: u32 = 2000;
/// Number of polls after which waiting threads sleep rather than yield.
const POLITE: u32 = 100;
/// How long they sleep, in real time.
const MOMENT: Duration = Duration::from_micros(100);

/// A clock that advances only while everyone waits.
#[derive(Debug, Default)]
pub(super) struct Clock(Mutex<Time>);

#[derive(Debug, Default)]
struct Time {
    now: Duration,
    /// Pending timers, by due time and number.
    waiting: BTreeMap<(Duration, u64), Event>,
    events: u64,
    /// Counts events.
    news: u64,
    /// Polls without progress while another thread seemed busy.
    idle: u32,
}

/// The state of a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    /// Not polled yet.
    New,
    /// Polled and not due.
    Known,
    /// Due, but not polled for so long that it no longer stops the clock.
    Forgotten,
}

impl Clock {
    fn time(&self) -> MutexGuard<'_, Time> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Time elapsed since the clock was created.
    pub(super) fn now(&self) -> Duration {
        self.time().now
    }

    /// Records progress that did not involve a timer, such as a received chunk, so that time does
    /// not advance yet.
    pub(super) fn progress(&self) {
        self.time().news += 1;
    }

    /// A future that completes after this duration.
    pub(super) fn sleep(self: &Arc<Self>, duration: Duration) -> Sleep {
        let mut time = self.time();
        let key = (time.now.saturating_add(duration), time.events);
        time.events += 1;
        time.news += 1;
        time.waiting.insert(key, Event::New);
        drop(time);
        Sleep {
            clock: Arc::clone(self),
            key,
            seen: None,
        }
    }
}

impl Time {
    /// Advances the clock if everyone waits. Returns how long to suspend the thread otherwise.
    fn pass(&mut self) -> Option<Duration> {
        let now = self.now;
        let at_work = |due: Duration, event: Event| match event {
            Event::New => true,
            Event::Known => due <= now,
            Event::Forgotten => false,
        };
        if self
            .waiting
            .iter()
            .any(|((due, _), event)| at_work(*due, *event))
        {
            self.idle += 1;
            if self.idle < PATIENCE {
                return Some(if self.idle < POLITE {
                    Duration::ZERO
                } else {
                    MOMENT
                });
            }
            for ((due, _), event) in &mut self.waiting {
                *event = match event {
                    Event::New => Event::Known,
                    Event::Known if *due > now => Event::Known,
                    Event::Known | Event::Forgotten => Event::Forgotten,
                };
            }
        }
        self.idle = 0;
        let mut next = self.waiting.iter();
        if let Some(((due, _), _)) = next.find(|(_, event)| **event != Event::Forgotten) {
            self.now = now.max(*due);
            self.news += 1;
        }
        None
    }

    /// Removes a timer.
    fn forget(&mut self, key: (Duration, u64)) {
        if self.waiting.remove(&key).is_some() {
            self.news += 1;
            self.idle = 0;
        }
    }
}

/// A timer.
#[derive(Debug)]
pub(super) struct Sleep {
    clock: Arc<Clock>,
    /// Due time and number of the timer.
    key: (Duration, u64),
    /// Value of the event counter when it was last polled.
    seen: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = Arc::clone(&self.clock);
        let mut time = clock.time();
        let mut pause = None;
        if self.key.0 > time.now && self.seen == Some(time.news) {
            pause = time.pass();
        }
        if self.key.0 <= time.now {
            time.forget(self.key);
            return Poll::Ready(());
        }
        if let Some(event) = time.waiting.get_mut(&self.key) {
            *event = Event::Known;
        }
        self.seen = Some(time.news);
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
        self.clock.time().forget(self.key);
    }
}
