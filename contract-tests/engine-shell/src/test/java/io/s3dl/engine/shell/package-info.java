/** Hadoop's shell on the released jar. */
package io.s3dl.engine.shell;
