package io.s3dl.robustness;

import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Many streams at once, and a large file, in a process with little memory. */
@RunWith(Parameterized.class)
public class MemoryTest {

  @Parameterized.Parameters(name = "{0}")
  public static List<Variant> variants() {
    return Variant.all();
  }

  @Rule public final Directory directory = new Directory();

  private final Variant variant;

  public MemoryTest(Variant variant) {
    this.variant = variant;
  }

  @Test
  public void manyStreamsStayWithinTheBound() throws Exception {
    LittleMemory.run(directory, variant, 64, 6 << 20);
  }

  @Test
  public void defaultsWorkInASmallJvm() throws Exception {
    LittleMemory.runWithoutOptions(directory, variant, 32, 8 << 20);
  }

  @Test
  public void aFileThatIsLargerThanTheMemory() throws Exception {
    LittleMemory.run(directory, variant, 1, 300 << 20);
  }
}
