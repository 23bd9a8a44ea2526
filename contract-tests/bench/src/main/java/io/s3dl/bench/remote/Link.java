package io.s3dl.bench.remote;

/** What lies between a file system and the store. */
public enum Link {
  /** The loopback of this machine. */
  DIRECT("direct"),

  /** A busy executor's share of a network: each request takes longer, and bytes are rationed. */
  SLOW("slow link");

  private final String title;

  Link(String title) {
    this.title = title;
  }

  /** What tables call it. */
  public String title() {
    return title;
  }
}
