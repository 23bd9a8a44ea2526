package io.s3dl.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

public class GoalTest {

  @Test
  public void aBoundItselfIsMet() {
    assertThat(Goal.atLeast(1.1).isMetBy(1.1)).isTrue();
    assertThat(Goal.atLeast(1.1).isMetBy(1.09)).isFalse();
    assertThat(Goal.atMost(1.15).isMetBy(1.15)).isTrue();
    assertThat(Goal.atMost(1.15).isMetBy(1.16)).isFalse();
  }

  @Test
  public void whereNothingIsAskedNothingIsJudged() {
    assertThat(Goal.NONE.verdict(0.1)).isEqualTo("–");
    assertThat(Goal.atLeast(1).verdict(0.1)).isEqualTo("**no**");
    assertThat(Goal.atMost(1).verdict(0.1)).isEqualTo("yes");
  }

  @Test
  public void theMedianOfAnEvenNumberIsBetweenTheMiddleOnes() {
    assertThat(Spread.of(4, 1, 2, 10)).isEqualTo(new Spread(3, 1, 10));
    assertThat(Spread.of(4, 1, 2)).isEqualTo(new Spread(2, 1, 4));
    assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
  }
}
