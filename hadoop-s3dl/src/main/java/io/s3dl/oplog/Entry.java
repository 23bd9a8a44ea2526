package io.s3dl.oplog;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * One operation that has ended.
 *
 * @param thread the number of the thread that began it
 * @param objects how many objects it was about
 * @param bytes how many bytes of objects it moved
 * @param file the key, or what else it was about
 * @param error what failed; empty if nothing did
 * @param firstByteNanos how long after the start the first bytes came, where that is known
 * @param durationNanos how long after the start it had ended
 */
record Entry(
    long thread,
    Operation operation,
    long objects,
    long bytes,
    String file,
    String error,
    Instant start,
    OptionalLong firstByteNanos,
    long durationNanos) {}
