package io.s3dl.fuzz;

import java.io.IOException;
import java.util.List;

/**
 * What a fuzzer feeds. One class, whose name ends in {@code Fuzzer}, in whatever package, with a
 * constructor without parameters and {@code public static void fuzzerTestOneInput(byte[])}, which
 * passes on to {@link #run}: it is then found by the tests that fuzz and that replay.
 *
 * <p>An input that makes {@link #run} throw, whatever it throws, is a finding. The same input
 * always does the same: it holds no state from one input to the next.
 */
public interface FuzzTarget {

  /** Does with an input what is to be proved harmless, and checks what came of it. */
  void run(byte[] input) throws IOException;

  /** Inputs to begin with: of each kind one, small ones. */
  List<byte[]> seeds() throws IOException;

  /** The longest input worth trying. */
  default int mostBytes() {
    return 4096;
  }
}
