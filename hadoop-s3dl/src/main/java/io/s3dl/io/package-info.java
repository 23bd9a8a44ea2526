/**
 * The smallest vocabulary of moving bytes: ranges, positioned readers, sinks, the pool of aligned
 * buffers whose bound is the memory bound of a file system, and files for what it has no room for.
 *
 * <p>Knows the JDK alone. Everything here is safe for use by several threads unless it says
 * otherwise.
 */
package io.s3dl.io;
