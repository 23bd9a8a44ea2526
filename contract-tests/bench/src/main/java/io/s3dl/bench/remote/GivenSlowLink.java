package io.s3dl.bench.remote;

import java.net.URI;

/** A slow link that somebody else has begun and will end. */
public record GivenSlowLink(URI endpoint) implements SlowLink {

  @Override
  public String description() {
    return "the proxy at " + endpoint;
  }

  @Override
  public void close() {
    // It is not ours.
  }
}
