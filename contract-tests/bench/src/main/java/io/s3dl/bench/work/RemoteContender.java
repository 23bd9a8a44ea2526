package io.s3dl.bench.work;

import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Sample;
import io.s3dl.bench.remote.Link;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Work on a remote store, by a file system that is opened for each run: none has in memory what an
 * earlier run read, and each has its connections still to make.
 */
final class RemoteContender implements Contender {

  private final Lab lab;
  private final Rival rival;
  private final Link link;
  private final RemoteWork work;
  private Optional<Mount> direct = Optional.empty();
  private Optional<Mount> mount = Optional.empty();

  RemoteContender(Lab lab, Rival rival, Link link, RemoteWork work) {
    this.lab = lab;
    this.rival = rival;
    this.link = link;
    this.work = work;
  }

  @Override
  public String name() {
    return rival.name();
  }

  @Override
  public String how() {
    return work.how() + ", in a warm JVM by a file system opened for this run";
  }

  @Override
  public void prepare() throws IOException {
    Mount staging = rival.open(Link.DIRECT);
    try {
      work.prepare(staging);
      lab.settle(List.of());
      mount = Optional.of(rival.open(link));
      direct = Optional.of(staging);
    } finally {
      if (direct.isEmpty()) {
        staging.close();
      }
    }
  }

  @Override
  public Sample run() throws IOException {
    return work.run(mount.orElseThrow());
  }

  @Override
  public void tidy() throws IOException {
    try (Mount staging = direct.orElseThrow()) {
      mount.orElseThrow().close();
      work.tidy(staging);
    } finally {
      direct = Optional.empty();
      mount = Optional.empty();
    }
  }
}
