package io.s3dl.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;

/** A directory whose siblings' names sort before its slash, more of them than a page has. */
@RunWith(Parameterized.class)
public abstract class RemoteSiblingsContract {

  private static final int SIBLINGS = 1_500;
  private static final int MOST_REQUESTS = 4;

  @Parameterized.Parameters(name = "compressed={0}")
  public static List<Boolean> parameters() {
    return List.of(true, false);
  }

  @Rule public final Lab lab;

  private final FilledPlace siblings;
  private FileSystem fs;

  RemoteSiblingsContract(RemoteStore store, FilledPlace siblings, boolean compressed) {
    this.siblings = siblings;
    this.lab = new Lab(store, compressed, 0);
  }

  /** The place of the directory's siblings. */
  static FilledPlace siblings(RemoteStore store) {
    return new FilledPlace(store, "t/P-%04d", SIBLINGS);
  }

  @Before
  public void fill() throws Exception {
    siblings.place().put("t/P/a", new byte[] {1, 2});
    fs = lab.proxied(siblings);
    assertThat(fs.exists(new Path("/first"))).isFalse(); // what is asked only once has been asked
  }

  @After
  public void nothingIsLeft() throws Exception {
    lab.endWithoutLeaks();
  }

  @Test
  public void theDirectoryIsFoundAndItsSiblingsStay() throws Exception {
    Path directory = new Path("/t/P");
    lab.proxy().log().awaitEnds();
    lab.proxy().log().clear();
    assertThat(fs.getFileStatus(directory).isDirectory()).isTrue();
    assertThat(lab.proxy().log().entries()).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
    assertThat(fs.exists(new Path("/t/P-"))).isFalse();
    assertThat(fs.listStatus(directory)).extracting(FileStatus::getLen).containsExactly(2L);

    FileStatus[] all = fs.listStatus(new Path("/t"));
    assertThat(all).hasSize(SIBLINGS + 1);
    assertThat(all).filteredOn(FileStatus::isDirectory).hasSize(1);

    assertThat(fs.rename(directory, new Path("/t/Q"))).isTrue();
    assertThat(fs.exists(directory)).isFalse();
    assertThat(fs.delete(new Path("/t/Q"), true)).isTrue();
    assertThat(fs.listStatus(new Path("/t"))).hasSize(SIBLINGS);
  }
}
