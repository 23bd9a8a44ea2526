package io.s3dl.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class RefereeTest {

  private final List<String> done = new ArrayList<>();

  /** Tells one value a run. */
  private final class Scripted implements Contender {
    private final String name;
    private final double[] values;
    private int runs;

    Scripted(String name, double... values) {
      this.name = name;
      this.values = values;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String how() {
      return "as told";
    }

    @Override
    public void prepare() {
      done.add("+" + name);
    }

    @Override
    public Sample run() throws IOException {
      if (runs == values.length) {
        throw new IOException("No more");
      }
      runs++;
      return Sample.of(Metric.MB_PER_SECOND, values[runs - 1]);
    }

    @Override
    public void tidy() {
      done.add("-" + name);
    }
  }

  private static Contest contest(Contender ours, Contender... peers) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Contender peer : peers) {
      comparisons.add(new Comparison(ours, peer, Metric.MB_PER_SECOND, Goal.atLeast(2)));
    }
    return new Contest("work", comparisons);
  }

  @Test
  public void theOrderIsReversedInEveryOtherRound() throws IOException {
    Contest contest =
        contest(new Scripted("a", 1, 1, 1), new Scripted("b", 1, 1, 1), new Scripted("c", 1, 1, 1));
    new Referee(0, 3, line -> {}).judge(contest);
    assertThat(String.join("", done)).isEqualTo("+a-a+b-b+c-c" + "+c-c+b-b+a-a" + "+a-a+b-b+c-c");
  }

  @Test
  public void aRatioIsThatOfOneRoundAndWarmupsDoNotCount() throws IOException {
    Contest contest =
        contest(new Scripted("a", 1000, 10, 30, 80), new Scripted("b", 1, 10, 10, 20));
    Verdict verdict = new Referee(1, 3, line -> {}).judge(contest).get(0);
    assertThat(verdict.ratio()).isEqualTo(new Spread(3, 1, 4));
    assertThat(verdict.ours()).isEqualTo(30, within(1e-9));
    assertThat(verdict.theirs()).isEqualTo(10, within(1e-9));
    assertThat(verdict.ourCpu()).isEmpty();
  }

  @Test
  public void aContenderOfSeveralComparisonsRunsOnceARound() throws IOException {
    Contest contest = contest(new Scripted("a", 6), new Scripted("b", 3), new Scripted("c", 2));
    List<Verdict> verdicts = new Referee(0, 1, line -> {}).judge(contest);
    assertThat(verdicts).extracting(verdict -> verdict.ratio().median()).containsExactly(2.0, 3.0);
  }

  @Test
  public void aContenderThatFailsIsTidied() {
    Contest contest = contest(new Scripted("a"), new Scripted("b", 1));
    assertThatThrownBy(() -> new Referee(0, 1, line -> {}).judge(contest)).hasMessage("No more");
    assertThat(done).containsExactly("+a", "-a");
  }
}
