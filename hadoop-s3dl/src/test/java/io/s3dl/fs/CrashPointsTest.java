package io.s3dl.fs;

import static io.s3dl.fs.FileSystemFixture.path;
import static io.s3dl.fs.FileSystemFixture.replacing;
import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.Contents;
import io.s3dl.conf.FileSystemOptions;
import io.s3dl.conf.Stores;
import io.s3dl.store.DirectoryStore;
import io.s3dl.store.FailingCalls;
import io.s3dl.store.Faults;
import io.s3dl.store.FaultyDirectoryStore;
import io.s3dl.stream.ObjectWriter;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Operations whose process makes no further call to the store from one of its calls on, whichever:
 * each name has its old content or its new one, and no content is lost that is to be kept.
 */
@RunWith(Parameterized.class)
public class CrashPointsTest {

  private static final int MOST_CALLS = 60;
  private static final byte[] FROM = Contents.text(9000, 1);
  private static final byte[] TO = Contents.text(20_000, 2);
  private static final byte[] MORE = Contents.text(30_000, 3);
  private static final byte[] NONE = null;

  @Rule public final FileSystemFixture files;

  private final boolean flat;

  public CrashPointsTest(Variant variant) {
    files = new FileSystemFixture(variant);
    flat = variant.isFlat();
  }

  @Parameters(name = "{0}")
  public static List<Variant> variants() {
    return List.of(new Variant("filedl", true), new Variant("s3dl", true));
  }

  @FunctionalInterface
  private interface Operation {
    /** Changes what {@code from} and {@code to} are. */
    void run(FileSystemParts parts, String from, String to) throws IOException;
  }

  @Test
  public void aRenameOverAnotherFile() throws IOException {
    crash(NONE, FROM, (parts, from, to) -> parts.renames().rename(from, to, true));
  }

  @Test
  public void anOverwrite() throws IOException {
    for (Form form : Form.values()) {
      crash(FROM, MORE, (parts, from, to) -> write(replacing(parts, to, Optional.of(form))));
    }
  }

  @Test
  public void anAppend() throws IOException {
    crash(
        FROM,
        Contents.joined(TO, MORE),
        (parts, from, to) -> write(parts.creator().append(to, mode -> mode)));
  }

  @Test
  public void aConcatenation() throws IOException {
    crash(
        NONE,
        Contents.joined(TO, FROM),
        (parts, from, to) -> parts.creator().concat(to, List.of(from), mode -> mode));
  }

  @Test
  public void aDeletion() throws IOException {
    crash(FROM, NONE, (parts, from, to) -> parts.tree().delete(parts.namespace().get(to), false));
  }

  /** For all forms that the two files can have, and for all calls, the operation ends there. */
  private void crash(byte[] newFrom, byte[] newTo, Operation operation) throws IOException {
    for (Form fromForm : Form.values()) {
      for (Form toForm : Form.values()) {
        boolean done = false;
        for (int calls = 0; !done; calls++) {
          assertThat(calls).isLessThan(MOST_CALLS);
          done = crashAfter(calls, List.of(fromForm, toForm), newFrom, newTo, operation);
        }
      }
    }
  }

  private boolean crashAfter(
      int calls, List<Form> forms, byte[] newFrom, byte[] newTo, Operation operation)
      throws IOException {
    files.fs().delete(path("/d"), true);
    Faults faults = new Faults();
    FailingCalls failing = new FailingCalls();
    boolean done = false;
    try (FileSystemParts parts = flat ? open(failing) : open(faults)) {
      try (ObjectWriter writer = replacing(parts, "d/from", Optional.of(forms.get(0)))) {
        writer.write(FROM, 0, FROM.length);
      }
      try (ObjectWriter writer = replacing(parts, "d/to", Optional.of(forms.get(1)))) {
        writer.write(TO, 0, TO.length);
      }
      endAfter(calls, faults);
      failing.endAfter(calls);
      operation.run(parts, "d/from", "d/to");
      done = failing.failed() == null; // a rename does without what comes after the new name
    } catch (IOException e) {
      if (!Ended.isCauseOf(e) && failing.failed() == null) {
        throw e;
      }
    }
    String at = forms + ", after " + calls + " calls";
    checkNames(at, done, newFrom, newTo);
    TreeCheck.of(files.fs(), path("/"), new TreeCheck.Options(true, true), found -> {});
    checkNames(at + ", repaired", done, newFrom, newTo);
    return done;
  }

  private void checkNames(String at, boolean done, byte[] newFrom, byte[] newTo)
      throws IOException {
    byte[] from = contentOf("/d/from");
    byte[] to = contentOf("/d/to");
    assertThat(from).as("from, %s", at).isIn(FROM, newFrom);
    assertThat(to).as("to, %s", at).isIn(TO, newTo);
    if (!Arrays.equals(from, FROM)) {
      assertThat(to).as("to, where from has changed, %s", at).isEqualTo(newTo);
    }
    if (done) {
      assertThat(from).as("from, %s", at).isEqualTo(newFrom);
      assertThat(to).as("to, %s", at).isEqualTo(newTo);
    }
  }

  /** What no call returns from when the process is to have ended. */
  private static final class Ended extends IOException {
    private static final long serialVersionUID = 1;

    static boolean isCauseOf(Throwable e) {
      return e != null && (e instanceof Ended || isCauseOf(e.getCause()));
    }
  }

  private static void endAfter(int calls, Faults faults) {
    AtomicInteger left = new AtomicInteger(calls);
    for (Faults.Call call : Faults.Call.values()) {
      faults.before(
          call,
          number -> {
            if (left.getAndDecrement() <= 0) {
              throw new Ended();
            }
          });
    }
  }

  private FileSystemParts open(Faults faults) throws IOException {
    Configuration conf = files.conf();
    URI uri = URI.create("filedl:///");
    return FileSystemParts.open(
        new FaultyDirectoryStore((DirectoryStore) Stores.open(uri, conf), faults),
        FileSystemOptions.from(conf, "filedl", ""),
        new Path(uri),
        () -> 0755);
  }

  private FileSystemParts open(FailingCalls failing) throws IOException {
    return FileSystemParts.open(
        failing.around(files.memory()),
        FileSystemOptions.from(files.conf(), "s3dl", "bucket"),
        new Path("s3dl://bucket/"),
        () -> 0755);
  }

  private static void write(ObjectWriter writer) throws IOException {
    try (writer) {
      writer.write(MORE, 0, MORE.length);
    }
  }

  private byte[] contentOf(String path) throws IOException {
    return files.fs().exists(path(path)) ? files.read(path) : NONE;
  }
}
