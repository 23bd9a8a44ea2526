package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.fs.OpenFiles.OpenFile;
import java.lang.ref.WeakReference;
import org.junit.Test;

/** What is kept about a file while it is being written, and no longer. */
public class OpenFilesTest {

  private final OpenFiles files = new OpenFiles();

  private OpenFile begin(String key) {
    OpenFile file = files.newFile(key);
    file.begin();
    return file;
  }

  @Test
  public void onlyWhatIsBeingWrittenTakesAMode() {
    OpenFile a = files.newFile("a");
    assertThat(files.setMode("a", 0600)).isFalse();
    a.begin();
    assertThat(files.setMode("b", 0600)).isFalse();
    assertThat(files.setMode("a", 0640)).isTrue();
    assertThat(files.setMode("a", 0600)).isTrue();
    assertThat(a.end(true)).hasValue(0600);
    assertThat(a.end(true)).isEmpty();
    assertThat(files.setMode("a", 0600)).isFalse();
  }

  @Test
  public void whatTheStoreHasTakenIsNotSetAgain() {
    OpenFile a = begin("a");
    assertThat(a.mode(0644)).isEqualTo(0644);
    assertThat(files.setMode("a", 0600)).isTrue();
    assertThat(a.mode(0644)).isEqualTo(0600);
    assertThat(a.end(true)).isEmpty();
    OpenFile late = begin("a");
    assertThat(late.mode(0644)).isEqualTo(0644);
    assertThat(files.setMode("a", 0600)).isTrue();
    assertThat(late.end(true)).hasValue(0600);
    OpenFile same = begin("a");
    assertThat(same.mode(0644)).isEqualTo(0644);
    assertThat(files.setMode("a", 0644)).isTrue();
    assertThat(same.end(true)).isEmpty();
  }

  @Test
  public void ofTwoWritersBothAreMeant() {
    OpenFile first = begin("a");
    OpenFile second = begin("a");
    assertThat(files.setMode("a", 0600)).isTrue();
    assertThat(second.end(true)).hasValue(0600);
    assertThat(files.setMode("a", 0640)).isTrue();
    assertThat(first.end(true)).hasValue(0640);
  }

  @Test
  public void whatIsContinuedIsThereAlsoIfThatFails() {
    OpenFile created = begin("a");
    OpenFile continued = files.continuedFile("a");
    continued.begin();
    assertThat(continued.mode(0644)).isEqualTo(0644);
    assertThat(files.setMode("a", 0600)).isTrue();
    assertThat(continued.mode(0644)).isEqualTo(0600);
    assertThat(created.end(false)).isEmpty();
    assertThat(continued.end(false)).hasValue(0600);
  }

  @Test(timeout = 60_000)
  public void whatIsGivenUpWithoutAWordIsForgotten() {
    begin("a");
    WeakReference<Object> collected = new WeakReference<>(new Object());
    while (collected.get() != null || files.setMode("a", 0600)) {
      System.gc();
    }
  }
}
