/**
 * Hadoop's {@code FileSystem} over objects: which key a path is stored under ({@link
 * io.s3dl.fs.PathMapper}), directories, rename and recursive delete, and the facades of the
 * schemes.
 *
 * <p>Knows {@code conf}, the layers below and Hadoop. A file system may be used by several threads,
 * a stream by one.
 */
package io.s3dl.fs;
