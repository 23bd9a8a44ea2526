package io.s3dl.engine.flink;

import static io.s3dl.engine.flink.FlinkTest.FLINK;

import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.Timeout;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** Cases that are the same on each scheme. */
@RunWith(Parameterized.class)
public abstract class PlacedCases {

  @Rule public final Timeout timeout = Timeout.seconds(300);

  @Parameterized.Parameter public String scheme;

  private Place place;

  /** The schemes; their places are there only when the cluster is. */
  @Parameterized.Parameters(name = "{0}")
  public static List<String> schemes() {
    return List.of(Flink.S3, Flink.LOCAL);
  }

  @Before
  public void findPlace() {
    place = FLINK.place(scheme);
  }

  final Place place() {
    return place;
  }
}
