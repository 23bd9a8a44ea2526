package io.s3dl.io;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** How much memory outside the heap this JVM hands out. */
public final class DirectMemory {

  private DirectMemory() {}

  /**
   * The JVM's limit for all direct buffers together: {@code -XX:MaxDirectMemorySize}, or without it
   * as much as the heap may have.
   */
  public static long limitBytes() {
    long set = 0;
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (hotSpot != null) { // other JVMs have the same rule, but no way to ask
      set = option(hotSpot);
    }
    return set > 0 ? set : Runtime.getRuntime().maxMemory();
  }

  private static long option(HotSpotDiagnosticMXBean hotSpot) {
    try {
      return Long.parseLong(hotSpot.getVMOption("MaxDirectMemorySize").getValue());
    } catch (IllegalArgumentException e) { // a JVM that does not have the option
      return 0;
    }
  }
}
