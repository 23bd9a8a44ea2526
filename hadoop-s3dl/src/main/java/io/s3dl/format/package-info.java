/**
 * The s3dl object format, version 1: independent Zstandard frames, an index frame, a seek table.
 * Written and read here and nowhere else, and nobody else knows zstd-jni.
 *
 * <p>Knows {@code io}. Only calls that zstd-jni 1.5.5-4 and newer have are used, since Spark and
 * Hive bring their own copy. Errors are {@link java.io.IOException}s that name the object and the
 * rule it breaks.
 */
package io.s3dl.format;
