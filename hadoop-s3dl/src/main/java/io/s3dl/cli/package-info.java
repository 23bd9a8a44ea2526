/**
 * The command line {@code s3dl}: Hadoop's shell with our file systems, and commands of our own that
 * say how files are stored and verify them.
 *
 * <p>May know every package; none knows it. One thread, one command a process.
 */
package io.s3dl.cli;
