/**
 * The codec for {@code .zst} files on any file system, as Hadoop's text input, SequenceFiles, Spark
 * and Hive use codecs. It writes the s3dl object format, splits at its frames, and reads every
 * Zstandard stream. Needs no native code of Hadoop's.
 *
 * <p>Knows {@code conf} and {@code format}. Streams are for one thread at a time; whoever opens one
 * closes it, and with it what it was opened over, as Hadoop has it.
 */
package io.s3dl.codec;
