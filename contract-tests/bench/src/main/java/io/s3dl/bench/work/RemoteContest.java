package io.s3dl.bench.work;

import io.s3dl.bench.measure.Comparison;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Contest;
import io.s3dl.bench.measure.Goal;
import io.s3dl.bench.measure.Metric;
import io.s3dl.bench.measure.Verdict;
import io.s3dl.bench.remote.Link;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The same work by each rival over one link, and what is compared of it. */
final class RemoteContest {

  private final Lab lab;
  private final String title;
  private final Contender ours;
  private final Contender plain;
  private final List<Contender> peers = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();

  private RemoteContest(Lab lab, Rivals rivals, Link link, String work, RemoteWork task) {
    this.lab = lab;
    this.title = work + ", " + link.title();
    this.ours = new RemoteContender(lab, rivals.ours(), link, task);
    this.plain = new RemoteContender(lab, rivals.plain(), link, task);
    peers.add(new RemoteContender(lab, rivals.peer(), link, task));
  }

  /** Of work whose cost does not depend on the peer's streams. */
  static RemoteContest of(Lab lab, Rivals rivals, Link link, String work, RemoteWork task) {
    return new RemoteContest(lab, rivals, link, work, task);
  }

  /** Of writes, by all output streams of the peer. */
  static RemoteContest ofWrites(Lab lab, Rivals rivals, Link link, String work, RemoteWork task) {
    return of(lab, rivals, link, work, task).with(rivals.otherWriters(), link, task);
  }

  /** Of reads, by all input streams of the peer. */
  static RemoteContest ofReads(Lab lab, Rivals rivals, Link link, String work, RemoteWork task) {
    return of(lab, rivals, link, work, task).with(rivals.otherReaders(), link, task);
  }

  private RemoteContest with(List<Rival> others, Link link, RemoteWork task) {
    others.forEach(other -> peers.add(new RemoteContender(lab, other, link, task)));
    return this;
  }

  /** Compares ours, as it is without settings, with each of the peer's. */
  RemoteContest ours(Metric metric, Goal goal) {
    peers.forEach(peer -> comparisons.add(new Comparison(ours, peer, metric, goal)));
    return this;
  }

  /** Compares ours without compression with each of the peer's. */
  RemoteContest plain(Metric metric, Goal goal) {
    peers.forEach(peer -> comparisons.add(new Comparison(plain, peer, metric, goal)));
    return this;
  }

  /** Lets them run. */
  List<Verdict> judge() throws IOException {
    return lab.referee().judge(new Contest(title, comparisons));
  }
}
