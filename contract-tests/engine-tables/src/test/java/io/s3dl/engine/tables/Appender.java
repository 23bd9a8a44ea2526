package io.s3dl.engine.tables;

/** A writer's own handle of a table. */
interface Appender {

  /** Makes a file part of the table by a commit of its own; returns when it is acknowledged. */
  void append(RowFile file);
}
