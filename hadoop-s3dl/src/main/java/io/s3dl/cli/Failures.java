package io.s3dl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;

/** Says what went wrong, in one line. */
final class Failures {

  private static final String STACKTRACE_VARIABLE = "S3DL_STACKTRACE";

  private Failures() {}

  /** Prints the line, and the stack trace below it if the user wants it. */
  static void print(PrintWriter err, Exception failure, boolean stacktrace) {
    err.println("s3dl: " + reason(failure));
    if (stacktrace || "1".equals(System.getenv(STACKTRACE_VARIABLE))) {
      failure.printStackTrace(err);
    }
  }

  /** What went wrong, in one line that can stand alone. */
  static String reason(Exception failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    String line = String.join(" ", message.strip().split("\\s*\\R\\s*"));
    // The message of a bug, or of the JDK's file exceptions, is often no more than a name.
    boolean speaks =
        failure instanceof FileSystemException named
            ? named.getReason() != null
            : failure instanceof IllegalArgumentException || failure instanceof IOException;
    return speaks ? line : failure.getClass().getSimpleName() + ": " + line;
  }
}
