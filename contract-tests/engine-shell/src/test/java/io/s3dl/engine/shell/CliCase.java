package io.s3dl.engine.shell;

/**
 * One of Hadoop's test cases, and how it went.
 *
 * @param number its place in its file, from 1
 * @param description what its file says it is about
 * @param result how it went
 * @param story its commands, what was expected and what came
 */
record CliCase(int number, String description, Result result, String story) {

  /** How a case went. */
  enum Result {
    PASSED,
    FAILED,
    /** It has commands of another program than the shell. */
    NOT_RUN
  }
}
