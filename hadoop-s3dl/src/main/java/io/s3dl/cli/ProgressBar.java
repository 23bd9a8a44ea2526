package io.s3dl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One line on a terminal that says how far long work is: drawn over itself a few times a second.
 * Anything else is printed between {@link #clear()} and the next {@link #update}. For one thread.
 */
final class ProgressBar implements AutoCloseable {

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
  private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int CELLS = 24;
  private static final String ERASE_LINE = "\r\033[K";

  private final PrintWriter terminal;
  private final OptionalLong total;
  private final LongSupplier clock;
  private final long started;
  private long drawn;
  private boolean visible;

  /**
   * Creates a bar that is drawn at the first update.
   *
   * @param total all bytes there are to do, if that is known
   * @param clock nanoseconds, as {@link System#nanoTime()}
   */
  ProgressBar(PrintWriter terminal, OptionalLong total, LongSupplier clock) {
    this.terminal = terminal;
    this.total = total;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.drawn = started - REDRAW_NANOS;
  }

  /** Whether the process's standard error is a terminal; false where that cannot be told. */
  static boolean hasTerminal() {
    try {
      String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // not Linux: better no bar than one in a file
    }
  }

  /** Draws the bar anew, unless that was done just now. */
  void update(long bytesDone) {
    long now = clock.getAsLong();
    if (now - drawn < REDRAW_NANOS) {
      return;
    }
    drawn = now;
    visible = true;
    terminal.print(ERASE_LINE + line(bytesDone, now - started));
    terminal.flush();
  }

  /** Takes the bar off the terminal until the next update that draws it. */
  void clear() {
    if (visible) {
      visible = false;
      terminal.print(ERASE_LINE);
      terminal.flush();
    }
  }

  @Override
  public void close() {
    clear();
  }

  private String line(long done, long nanos) {
    String rate = Amounts.rate(done, nanos);
    if (total.isEmpty() || total.getAsLong() == 0) {
      return Amounts.bytes(done) + "  " + rate;
    }
    long all = Math.max(total.getAsLong(), done); // files may have been added meanwhile
    double part = (double) done / all;
    int full = (int) (part * CELLS);
    String bar = "#".repeat(full) + "-".repeat(CELLS - full);
    String percent = String.format(Locale.ROOT, "%3d %%", (int) (part * 100));
    String line =
        "[" + bar + "] " + percent + "  " + Amounts.bytes(done) + " of " + Amounts.bytes(all);
    long left = done == 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds((long) (nanos / part - nanos));
    return line + "  " + rate + (done == 0 ? "" : "  " + Amounts.duration(left) + " left");
  }
}
