/**
 * The smallest vocabulary of moving bytes: ranges, positioned readers, sinks, and the pool of
 * aligned buffers whose bound is the memory bound of a file system.
 *
 * <p>Knows the JDK alone. Everything here is safe for use by several threads unless it says
 * otherwise.
 */
package io.s3dl.io;
