package io.s3dl.store.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.RequestCounts;
import io.s3dl.store.Retrier;
import io.s3dl.store.TransientException;
import io.s3dl.store.UnreadableObjectException;
import io.s3dl.store.s3.ScriptedS3;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;

/** How copies within a container end, which a service makes while nobody waits for them. */
public class AzureCopiesTest extends ScriptedAccount {

  private static ScriptedS3.Answer copied(String source, String... more) {
    String[] all = Arrays.copyOf(more, more.length + 4);
    all[more.length] = "x-ms-copy-source";
    all[more.length + 1] = source;
    all[more.length + 2] = "x-ms-copy-id";
    all[more.length + 3] = "i";
    return ScriptedS3.head(1000, "e9", all);
  }

  private static ScriptedS3.Answer begun() {
    return ScriptedS3.ok(202, new byte[0], "x-ms-copy-status", "pending", "x-ms-copy-id", "i");
  }

  private static ScriptedS3.Answer pending(int copied) {
    String progress = copied + "/1000";
    return copied("any", "x-ms-copy-status", "pending", "x-ms-copy-progress", progress);
  }

  /** What is left of a copy that has not succeeded. */
  private static ScriptedS3.Answer left(String status, String id) {
    return ScriptedS3.head(0, "e8", "x-ms-copy-id", id, "x-ms-copy-status", status);
  }

  private static ScriptedS3.Answer done() {
    return ScriptedS3.ok(202, new byte[0]);
  }

  private String target() {
    return "/" + Azurite.ACCOUNT + "/c/to";
  }

  private String abort() {
    return "PUT " + target() + "?comp=copy&copyid=i";
  }

  private List<String> sent() {
    return server.requests().stream().map(ScriptedS3.Request::toString).toList();
  }

  @Test
  public void aCopyIsAwaitedAndRemovedIfItFails() {
    server.then(
        ScriptedS3.ok(
            202, new byte[0], "ETag", "e2", "x-ms-copy-id", "i", "x-ms-copy-status", "pending"),
        ScriptedS3.head(0, "e2", "x-ms-copy-id", "i", "x-ms-copy-status", "pending"),
        ScriptedS3.head(
            0,
            "e3",
            "x-ms-copy-id",
            "i",
            "x-ms-copy-status",
            "failed",
            "x-ms-copy-status-description",
            "500 so"),
        ScriptedS3.ok(202, new byte[0]));
    assertThatThrownBy(() -> store().copy(KNOWN, "to", true))
        .hasMessageContaining("the copy has failed, 500 so");
    String to = "/" + Azurite.ACCOUNT + "/c/to";
    assertThat(server.requests())
        .extracting(ScriptedS3.Request::toString)
        .containsExactly("PUT " + to, "HEAD " + to, "HEAD " + to, "DELETE " + to);
    assertThat(server.requests().get(0).header("x-ms-source-if-match")).isEqualTo("\"e1\"");
    assertThat(server.requests().get(0).header("If-None-Match")).isEqualTo("*");
    assertThat(server.requests().get(3).header("If-Match")).isEqualTo("\"e3\"");
  }

  @Test
  public void aLostAnswerToACopyIsKnownByWhatWasCopied() throws IOException {
    server.then(
        ScriptedS3.lost(),
        AzureStores.error(409, "BlobAlreadyExists"),
        copied(account() + "/c/k", "x-ms-copy-status", "pending"),
        ScriptedS3.head(1000, "e1"),
        copied(account() + "/c/k", "x-ms-copy-status", "success"));
    assertThat(store().copy(KNOWN, "to", true).etag()).contains("e9");
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  public void aCopyAllOfWhoseAnswersWereLostIsKnownByWhatWasCopied() throws IOException {
    server.then(ScriptedS3.lost(), ScriptedS3.lost(), ScriptedS3.lost(), ScriptedS3.lost());
    ScriptedS3.Answer copy = copied(account() + "/c/k", "x-ms-copy-status", "success");
    server.then(copy, copy, ScriptedS3.head(1000, "e1"));
    assertThat(store().copy(KNOWN, "to", true).etag()).contains("e9");
  }

  @Test
  public void aCopyAllOfWhoseAnswersWereLostIsNotSomebodyElses() {
    ScriptedS3.Answer other = copied(account() + "/c/another", "x-ms-copy-status", "success");
    for (List<ScriptedS3.Answer> found :
        List.of(
            List.of(AzureStores.error(404, "BlobNotFound")),
            List.of(other, other, ScriptedS3.head(1000, "e1")))) {
      server.then(ScriptedS3.lost(), ScriptedS3.lost(), ScriptedS3.lost(), ScriptedS3.lost());
      server.then(found.toArray(ScriptedS3.Answer[]::new));
      assertThatThrownBy(() -> store().copy(KNOWN, "to", true))
          .isInstanceOf(TransientException.class);
    }
  }

  /** Which Azure's documents have for a condition that does not hold. */
  @Test
  public void aLostAnswerToACopyIsKnownBehindEitherRefusal() throws IOException {
    server.then(
        ScriptedS3.lost(),
        AzureStores.error(412, "TargetConditionNotMet"),
        copied(account() + "/c/k", "x-ms-copy-status", "success"),
        ScriptedS3.head(1000, "e1"));
    assertThat(store().copy(KNOWN, "to", true).etag()).contains("e9");
  }

  @Test
  public void aCopyThatMakesNoProgressIsEnded() {
    int polls = 305; // ten minutes of two seconds each, and the shorter waits before
    server.then(begun());
    for (int i = 0; i < polls; i++) {
      server.then(pending(7));
    }
    server.then(done(), left("aborted", "i"), done());
    assertThatThrownBy(() -> store().copy(KNOWN, "to", false))
        .hasMessageContaining("has copied 7/1000 bytes and nothing more for 10 minutes");
    assertThat(sent().subList(1 + polls, sent().size()))
        .containsExactly(abort(), "HEAD " + target(), "DELETE " + target());
  }

  @Test
  public void aCopyThatGoesOnIsAwaited() throws IOException {
    server.then(begun());
    for (int i = 0; i < 400; i++) {
      server.then(pending(i));
    }
    server.then(copied("any", "x-ms-copy-status", "success"));
    assertThat(store().copy(KNOWN, "to", false).etag()).contains("e9");
  }

  private void copyWith(Retrier.Pause pause) throws IOException {
    AzureOptions options = AzureStores.options(account(), "c");
    RequestCounts counts = new RequestCounts();
    Retrier retrier = new Retrier(options.retries(), counts, new Random(1), time -> {});
    try (FlatStore other = AzureBlobStore.open(options, counts, retrier, pause, true)) {
      other.copy(KNOWN, "to", false);
    }
  }

  @Test
  public void aCopyIsEndedByAnInterruptWhileItIsAwaited() {
    server.then(begun(), pending(7), done(), left("aborted", "i"), done());
    assertThatThrownBy(
            () ->
                copyWith(
                    time -> {
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(sent().subList(2, 5))
        .containsExactly(abort(), "HEAD " + target(), "DELETE " + target());
  }

  @Test
  public void aCopyIsEndedByAnInterruptBetweenQuestions() {
    server.then(begun(), pending(7), done(), left("aborted", "i"), done());
    assertThatThrownBy(() -> copyWith(time -> Thread.currentThread().interrupt()))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(sent().subList(2, 5))
        .containsExactly(abort(), "HEAD " + target(), "DELETE " + target());
  }

  @Test
  public void aCopyOfWhichNothingIsHeardIsEnded() {
    server.then(begun());
    for (int i = 0; i < 4; i++) {
      server.then(AzureStores.error(503, "ServerBusy"));
    }
    server.then(AzureStores.error(409, "NoPendingCopyOperation"), left("aborted", "i"), done());
    assertThatThrownBy(() -> store().copy(KNOWN, "to", false))
        .isInstanceOf(TransientException.class);
    assertThat(sent().subList(5, 8))
        .containsExactly(abort(), "HEAD " + target(), "DELETE " + target());
  }

  @Test
  public void whatSomebodyElseHasPutThereIsNotRemoved() {
    server.then(begun());
    for (int i = 0; i < 4; i++) {
      server.then(AzureStores.error(503, "ServerBusy"));
    }
    server.then(done(), left("aborted", "another"));
    assertThatThrownBy(() -> store().copy(KNOWN, "to", false))
        .isInstanceOf(TransientException.class);
    assertThat(sent()).hasSize(7);
  }

  @Test
  public void whatIsNotCopiedYetIsNotThere() {
    server.then(pending(7));
    assertThatThrownBy(() -> store().head("to"))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("still being copied");
  }

  @Test
  public void whatACopyThatFailedHasLeftIsNoEmptyFile() throws IOException {
    ObjectInfo listed = new ObjectInfo("to", false, 0, 0, Optional.of("e8"), Optional.empty());
    server.then(left("failed", "i"), left("aborted", "i"));
    assertThatThrownBy(() -> store().head("to"))
        .isInstanceOf(UnreadableObjectException.class)
        .hasMessageContaining("has failed; delete it");
    assertThatThrownBy(() -> store().open("to", Optional.of(listed)))
        .isInstanceOf(UnreadableObjectException.class)
        .hasMessageContaining("has aborted; delete it");
    server.then(copied("any", "x-ms-copy-status", "aborted"));
    assertThat(store().head("to").size()).isEqualTo(1000); // appended to since
  }

  /** As the emulator has it: a name with unfinished blocks alone is not free. */
  @Test
  public void aNameThatIsTakenByNothingIsSaidSo() {
    server.then(
        AzureStores.error(409, "BlobAlreadyExists"), AzureStores.error(404, "BlobNotFound"));
    assertThatThrownBy(() -> store().copy(KNOWN, "to", true))
        .isNotInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("unfinished blocks")
        .hasMessageContaining("write a file of that name");
  }

  @Test
  public void somebodyElsesCopyIsNotOurs() {
    server.then(
        ScriptedS3.lost(),
        AzureStores.error(409, "BlobAlreadyExists"),
        copied(account() + "/c/another", "x-ms-copy-status", "success"),
        ScriptedS3.head(1000, "e1"));
    assertThatThrownBy(() -> store().copy(KNOWN, "to", true))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  public void anArchivedBlobThatIsCopiedIsTheOneThatIsNamed() {
    server.then(AzureStores.error(409, "BlobArchived"));
    assertThatThrownBy(() -> store().copy(KNOWN, "to", true))
        .isInstanceOf(UnreadableObjectException.class)
        .hasMessageContaining("--name 'k' --tier Hot");
  }
}
