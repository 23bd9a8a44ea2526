/**
 * Streams of content over a store: a reader with read-ahead, vectored reads, and a writer that
 * becomes a bounded parallel upload. None of them knows whether the object is compressed; that is a
 * {@link io.s3dl.io.PositionedReader} or a {@link io.s3dl.format.ContentEncoder} in between.
 *
 * <p>Knows {@code io}, {@code store} and {@code format}. Pools are the file system's: streams get
 * executors and a {@link io.s3dl.io.BufferPool} and never close them. A stream that waits, waits
 * only for its own tasks.
 */
package io.s3dl.stream;
