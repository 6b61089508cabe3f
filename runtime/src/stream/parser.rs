//! The format of event streams (WHATWG HTML, "Server-sent events", section 9.2.5 and 9.2.6).

use std::time::Duration;

use bytes::Bytes;

/// An event as the server sent it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawEvent {
    /// `message` if the server sent no name.
    pub(super) name: String,
    pub(super) data: String,
    /// ID of the event, or of the latest event before it that has one. Empty if there is none.
    pub(super) id: String,
}

/// An event is larger than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// Splits a stream into events. Holds one event and one chunk.
pub(super) struct Parser {
    /// Maximum size of an event.
    limit: usize,
    /// Received, but not parsed.
    chunk: Bytes,
    /// The beginning of the current line, from earlier chunks.
    line: Vec<u8>,
    /// Whether the last line ended with a CR, so that a LF does not end another one.
    is_after_cr: bool,
    /// Whether no line has been parsed, so that a byte order mark is ignored.
    is_at_start: bool,
    name: String,
    data: String,
    id: String,
    /// Whether the current event has an ID of its own.
    has_own_id: bool,
    /// The ID of the last complete event. That of an incomplete event must not be sent to the server.
    last_id: String,
    is_resumable: bool,
    retry: Option<Duration>,
}

impl Parser {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            chunk: Bytes::new(),
            line: Vec::new(),
            is_after_cr: false,
            is_at_start: true,
            name: String::new(),
            data: String::new(),
            id: String::new(),
            has_own_id: false,
            last_id: String::new(),
            is_resumable: true,
            retry: None,
        }
    }

    /// Starts a new connection. Discards an incomplete event, but keeps the last ID and the
    /// reconnection time.
    pub(super) fn restart(&mut self) {
        let last_id = std::mem::take(&mut self.last_id);
        *self = Self {
            id: last_id.clone(),
            last_id,
            is_resumable: self.is_resumable,
            retry: self.retry,
            ..Self::new(self.limit)
        };
    }

    /// The ID of the last complete event. Empty if there is none.
    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// Whether the server can continue exactly after the last event: it has an ID, or there was none.
    pub(super) fn is_resumable(&self) -> bool {
        self.is_resumable
    }

    /// The reconnection time that the server set.
    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Adds a chunk. All events of the chunks before must have been taken.
    pub(super) fn push(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// The next event; `None` if it depends on another chunk.
    pub(super) fn next(&mut self) -> Result<Option<RawEvent>, TooLarge> {
        while let Some(end) = self.end_of_line() {
            let rest = self.chunk.split_to(end);
            let is_cr = self.chunk.first() == Some(&b'\r');
            let _ = self.chunk.split_to(1);
            self.is_after_cr = is_cr;
            let event = if self.line.is_empty() {
                self.check_size(rest.len())?;
                self.parse(&rest)
            } else {
                self.check_size(self.line.len() + rest.len())?;
                let mut line = std::mem::take(&mut self.line);
                line.extend_from_slice(&rest);
                self.parse(&line)
            };
            if event.is_some() {
                return Ok(event);
            }
        }
        let rest = std::mem::take(&mut self.chunk);
        self.check_size(self.line.len() + rest.len())?;
        self.line.extend_from_slice(&rest);
        Ok(None)
    }

    /// The position of the next line break in the chunk.
    fn end_of_line(&mut self) -> Option<usize> {
        if self.is_after_cr && !self.chunk.is_empty() {
            self.is_after_cr = false;
            if self.chunk.first() == Some(&b'\n') {
                let _ = self.chunk.split_to(1);
            }
        }
        let mut bytes = self.chunk.iter();
        bytes.position(|byte| matches!(byte, b'\n' | b'\r'))
    }

    fn check_size(&self, line: usize) -> Result<(), TooLarge> {
        let size = self.data.len().saturating_add(line);
        if size > self.limit {
            Err(TooLarge)
        } else {
            Ok(())
        }
    }

    /// Processes a line. An empty line ends the event.
    fn parse(&mut self, line: &[u8]) -> Option<RawEvent> {
        let is_first = std::mem::replace(&mut self.is_at_start, false);
        let line = match line.strip_prefix("\u{feff}".as_bytes()) {
            Some(rest) if is_first => rest,
            _ => line,
        };
        if line.is_empty() {
            return self.dispatch();
        }
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => self.data.extend([value, "\n"]),
            "id" if !value.contains('\0') => {
                value.clone_into(&mut self.id);
                self.has_own_id = true;
            }
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // A number that is too large, or an empty value, has no meaning.
                let milliseconds = value.parse().map(Duration::from_millis);
                self.retry = milliseconds.ok().or(self.retry);
            }
            // Comments have an empty name. Unknown fields are ignored.
            _ => {}
        }
        None
    }

    /// Ends the event. An event without data is discarded, but its ID is kept.
    fn dispatch(&mut self) -> Option<RawEvent> {
        let name = std::mem::take(&mut self.name);
        let mut data = std::mem::take(&mut self.data);
        if std::mem::take(&mut self.has_own_id) {
            self.id.clone_into(&mut self.last_id);
            self.is_resumable = !self.id.is_empty();
        } else if !data.is_empty() {
            self.is_resumable = false;
        }
        // The final line break is not part of the data.
        data.pop()?;
        Some(RawEvent {
            name: if name.is_empty() {
                "message".to_owned()
            } else {
                name
            },
            data,
            id: self.id.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, data and ID of an event.
    type Expected = (&'static str, &'static str, &'static str);

    /// The events of a stream that is received in chunks of this size: name, data and ID.
    fn events(stream: &[u8], size: usize) -> Vec<(String, String, String)> {
        let mut parser = Parser::new(1000);
        let mut events = Vec::new();
        for chunk in stream.chunks(size) {
            parser.push(Bytes::copy_from_slice(chunk));
            while let Some(event) = parser.next().expect("no event is too large") {
                events.push((event.name, event.data, event.id));
            }
        }
        events
    }

    #[test]
    fn streams_are_parsed_as_the_standard_defines() {
        let cases: &[(&str, &[Expected])] = &[
            // The examples of the standard.
            (
                "data: YHOO\ndata: +2\ndata: 10\n\n",
                &[("message", "YHOO\n+2\n10", "")],
            ),
            (
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
                &[
                    ("message", "first event", "1"),
                    ("message", "second event", ""),
                ],
            ),
            (
                "data\n\ndata\ndata\n\ndata:",
                &[("message", "", ""), ("message", "\n", "")],
            ),
            (
                "data:test\n\ndata: test\n\n",
                &[("message", "test", ""), ("message", "test", "")],
            ),
            // Line breaks.
            ("data: a\r\ndata: b\r\n\r\n", &[("message", "a\nb", "")]),
            ("data: a\rdata: b\r\r", &[("message", "a\nb", "")]),
            (
                "data: a\r\n\rdata: b\n\r\n",
                &[("message", "a", ""), ("message", "b", "")],
            ),
            // A byte order mark is ignored at the beginning only.
            ("\u{feff}data: a\n\n", &[("message", "a", "")]),
            ("\u{feff}\u{feff}data: a\n\n\u{feff}data: b\n\n", &[]),
            // Names apply to one event, IDs to all that follow.
            (
                "event: add\nid: 7\ndata: a\n\ndata: b\n\n",
                &[("add", "a", "7"), ("message", "b", "7")],
            ),
            ("event: add\n\ndata: a\n\n", &[("message", "a", "")]),
            ("id: 7\n\ndata: a\n\n", &[("message", "a", "7")]),
            (
                "id: 7\ndata: a\n\nid: 8\0\ndata: b\n\n",
                &[("message", "a", "7"), ("message", "b", "7")],
            ),
            // Unknown fields, and names with other letters.
            (
                "Data: a\ndata : b\nother: c\ndata: d: e\n\n",
                &[("message", "d: e", "")],
            ),
        ];
        for (stream, expected) in cases {
            for size in [1, 2, 3, 1000] {
                let events = events(stream.as_bytes(), size);
                let events: Vec<_> = events
                    .iter()
                    .map(|(name, data, id)| (name.as_str(), data.as_str(), id.as_str()))
                    .collect();
                assert_eq!(&events, expected, "{stream:?} in chunks of {size}");
            }
        }
        let invalid = events(b"data: \xff\n\n", 1000);
        assert_eq!(invalid[0].1, "\u{fffd}");
    }

    #[test]
    fn retry_is_a_number_of_milliseconds() {
        let mut parser = Parser::new(1000);
        for (line, expected) in [
            ("retry\n", None),
            ("retry: 1500\n", Some(1500)),
            ("retry: -1\n", Some(1500)),
            ("retry: 2s\n", Some(1500)),
            ("retry: 99999999999999999999999\n", Some(1500)),
            ("retry:0\n", Some(0)),
        ] {
            parser.push(Bytes::from_static(line.as_bytes()));
            assert_eq!(parser.next(), Ok(None));
            let expected = expected.map(Duration::from_millis);
            assert_eq!(parser.retry(), expected, "{line}");
        }
    }

    #[test]
    fn events_have_a_maximum_size() {
        for line in ["data: 0123456789\n", "ignored: 0123456789", ": 0123456789"] {
            let mut parser = Parser::new(20);
            let mut results = (0..4).map(|_| {
                parser.push(Bytes::from_static(line.as_bytes()));
                parser.next()
            });
            assert!(results.any(|result| result == Err(TooLarge)), "{line}");
        }
        let mut parser = Parser::new(20);
        for _ in 0..4 {
            parser.push(Bytes::from_static(b": a comment\ndata: 0\n\n"));
            assert!(matches!(parser.next(), Ok(Some(_))));
        }
    }

    #[test]
    fn an_incomplete_event_is_discarded_when_the_connection_is_lost() {
        let mut parser = Parser::new(1000);
        parser.push(Bytes::from_static(
            b"id: 1\nretry: 5\ndata: a\n\nid: 2\nevent: x\ndata: b\ndat",
        ));
        assert_eq!(
            parser.next().map(|it| it.map(|it| it.data)),
            Ok(Some("a".to_owned()))
        );
        assert_eq!(parser.next(), Ok(None));
        assert!(parser.last_id() == "1" && parser.is_resumable());
        parser.restart();
        parser.push(Bytes::from_static(b"\xef\xbb\xbfdata: c\n\n"));
        let event = RawEvent {
            name: "message".to_owned(),
            data: "c".to_owned(),
            id: "1".to_owned(),
        };
        assert_eq!(parser.next(), Ok(Some(event)));
        assert!(parser.last_id() == "1" && !parser.is_resumable());
        assert_eq!(parser.retry(), Some(Duration::from_millis(5)));
    }
}
