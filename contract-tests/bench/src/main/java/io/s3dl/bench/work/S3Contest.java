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
final class S3Contest {

  private final Lab lab;
  private final String title;
  private final Contender ours;
  private final Contender plain;
  private final List<Contender> peers = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();

  private S3Contest(Lab lab, Rivals rivals, Link link, String work, RemoteWork task) {
    this.lab = lab;
    this.title = work + ", " + link.title();
    this.ours = new RemoteContender(lab, rivals.ours(), link, task);
    this.plain = new RemoteContender(lab, rivals.plain(), link, task);
    peers.add(new RemoteContender(lab, rivals.peer(), link, task));
  }

  /** Of work whose cost does not depend on the peer's input stream. */
  static S3Contest of(Lab lab, Rivals rivals, Link link, String work, RemoteWork task) {
    return new S3Contest(lab, rivals, link, work, task);
  }

  /** Of reads, by both input streams of the peer. */
  static S3Contest ofReads(Lab lab, Rivals rivals, Link link, String work, RemoteWork task) {
    S3Contest contest = new S3Contest(lab, rivals, link, work, task);
    contest.peers.add(new RemoteContender(lab, rivals.classicPeer(), link, task));
    return contest;
  }

  /** Compares ours, as it is without settings, with each of the peer's. */
  S3Contest ours(Metric metric, Goal goal) {
    peers.forEach(peer -> comparisons.add(new Comparison(ours, peer, metric, goal)));
    return this;
  }

  /** Compares ours without compression with each of the peer's. */
  S3Contest plain(Metric metric, Goal goal) {
    peers.forEach(peer -> comparisons.add(new Comparison(plain, peer, metric, goal)));
    return this;
  }

  /** Lets them run. */
  List<Verdict> judge() throws IOException {
    return lab.referee().judge(new Contest(title, comparisons));
  }
}
