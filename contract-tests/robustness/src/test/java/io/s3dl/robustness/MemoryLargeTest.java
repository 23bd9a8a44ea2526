package io.s3dl.robustness;

import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** A file of 3 GiB, beyond what an int counts, in a process with little memory. */
@RunWith(Parameterized.class)
public class MemoryLargeTest {

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.all();
  }

  @Rule public final Directory directory = new Directory();

  private final Variant variant;

  public MemoryLargeTest(Variant variant) {
    this.variant = variant;
  }

  @Test
  public void aFileOfThreeGibibytes() throws Exception {
    LittleMemory.run(directory, variant, 1, 3L << 30);
  }
}
