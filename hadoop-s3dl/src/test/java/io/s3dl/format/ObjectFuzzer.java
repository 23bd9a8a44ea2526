package io.s3dl.format;

import io.s3dl.fuzz.Fields;
import io.s3dl.fuzz.FuzzTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole objects, in half of the inputs with an index checksum that is made right: reader and
 * verifier agree, and what was read is read again.
 */
public final class ObjectFuzzer implements FuzzTarget {

  /** Larger ones slow the fuzzer down and have nothing that these lack. */
  private static final int MOST_SEED_BYTES = 5000;

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    new ObjectFuzzer().run(input);
  }

  @Override
  public void run(byte[] input) throws IOException {
    Fields fields = new Fields(input);
    boolean sealed = fields.upTo(1) == 1;
    byte[] object = fields.rest();
    if (sealed) {
      Trailer.seal(object);
    }
    ObjectProbe probe = new ObjectProbe();
    ObjectProbe.Outcome outcome = probe.probe(object);
    if (outcome.isRead()) {
      probe.probeAgain(object, outcome, 3);
    }
  }

  @Override
  public List<byte[]> seeds() throws IOException {
    List<byte[]> objects = new ArrayList<>();
    for (String name : Vectors.names("", true)) {
      if (Vectors.stored(name).length <= MOST_SEED_BYTES) {
        objects.add(Vectors.stored(name));
      }
    }
    objects.add(DamageSample.small(1).object());
    List<byte[]> seeds = new ArrayList<>();
    for (byte[] object : objects) {
      seeds.add(Samples.concat(new byte[] {0}, object));
      seeds.add(Samples.concat(new byte[] {1}, object));
    }
    return seeds;
  }

  @Override
  public int mostBytes() {
    return MOST_SEED_BYTES + 1;
  }
}
