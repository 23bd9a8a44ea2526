package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** What is kept about a file while it is being written, and no longer. */
public class OpenFilesTest {

  private final OpenFiles files = new OpenFiles();

  @Test
  public void onlyWhatIsBeingWrittenTakesAMode() {
    assertThat(files.setMode("a", 0600)).isFalse();
    OpenFiles.OpenFile a = files.begin("a", 0644);
    assertThat(files.setMode("b", 0600)).isFalse();
    assertThat(files.setMode("a", 0640)).isTrue();
    assertThat(files.setMode("a", 0600)).isTrue();
    assertThat(a.end()).hasValue(0600);
    assertThat(a.end()).isEmpty();
    assertThat(files.setMode("a", 0600)).isFalse();
  }

  @Test
  public void theModeThatItHasAnywayIsNotSet() {
    OpenFiles.OpenFile a = files.begin("a", 0644);
    assertThat(files.setMode("a", 0644)).isTrue();
    assertThat(a.end()).isEmpty();
  }

  @Test
  public void ofTwoWritersTheLastIsMeant() {
    OpenFiles.OpenFile first = files.begin("a", 0644);
    OpenFiles.OpenFile second = files.begin("a", 0644);
    assertThat(files.setMode("a", 0600)).isTrue();
    assertThat(first.end()).isEmpty();
    assertThat(files.setMode("a", 0640)).isTrue();
    assertThat(second.end()).hasValue(0640);
  }
}
