package io.s3dl.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.local.LocalErrors.Right;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import java.util.UUID;
import org.junit.Rule;
import org.junit.Test;

/** Errors keep their types and say what was done to the user's path, why it failed, what helps. */
public class LocalErrorsTest {

  private static final String TEMPORARY = "/ro/" + TemporaryNames.of(new UUID(1, 2));

  @Rule public final LocalStoreFixture fixture = new LocalStoreFixture();

  @Test
  public void aDeniedCreationNamesTheFileAndTheDirectoryAndNoTemporary() throws IOException {
    LocalObjectStore store =
        fixture.store(
            fixture.options(false),
            (path, options, attributes) -> {
              throw new AccessDeniedException(path.toString());
            },
            Files::createLink);
    String path = fixture.path("a").toString();
    assertThatThrownBy(() -> store.startUpload("a", WriteOptions.replacing()))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage(
            path
                + ": Error creating "
                + path
                + ": permission denied; the user needs write and search permission on "
                + fixture.root())
        .hasCauseInstanceOf(AccessDeniedException.class);
    Files.createFile(fixture.path("a"));
    assertThatThrownBy(() -> store.open("a", Optional.empty()))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("Error opening " + path)
        .hasMessageContaining("read permission on " + path);
  }

  @Test
  public void aDeniedRenameNamesBothDirectories() {
    IOException e =
        LocalErrors.translate(
            new AccessDeniedException("/a/x", "/b/y", null), Right.NAME, "renaming to", "/b/y");
    assertThat(e)
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageEndingWith("write and search permission on /b and /a");
  }

  @Test
  public void everyTypeIsKeptAndHasAReason() {
    assertReason(
        new NotDirectoryException("/f"), NotDirectoryException.class, "/f is not a directory");
    assertReason(
        new DirectoryNotEmptyException("/ro/y"), DirectoryNotEmptyException.class, "not empty");
    assertReason(
        new FileAlreadyExistsException("/ro/y"),
        FileAlreadyExistsException.class,
        "it exists already");
    assertReason(
        new FileAlreadyExistsException("/ro/y", null, "it is a directory"),
        FileAlreadyExistsException.class,
        "it is a directory");
    assertReason(new NoSuchFileException(TEMPORARY), FileNotFoundException.class, "is gone");
    assertReason(new NoSuchFileException("/z"), FileNotFoundException.class, "directory: /z");
    assertReason(
        new FileSystemException(TEMPORARY, null, "Read-only file system"),
        IOException.class,
        "Read-only file system");
  }

  @Test
  public void whatIsTranslatedAlreadyStaysAsItIs() {
    IOException once = translated(new AccessDeniedException(TEMPORARY));
    assertThat(translated(once)).isSameAs(once);
    IOException changed = new ObjectChangedException("Error reading /ro/y: it has changed");
    assertThat(translated(changed)).isSameAs(changed);
  }

  private static void assertReason(
      IOException e, Class<? extends IOException> type, String reason) {
    IOException found = translated(e);
    assertThat(found)
        .isInstanceOf(type)
        .hasMessageContaining("Error creating /ro/y: ")
        .hasMessageContaining(reason)
        .hasCause(e);
    assertThat(found.getMessage()).doesNotContain(".s3dl-tmp-");
  }

  private static IOException translated(IOException e) {
    return LocalErrors.translate(e, Right.NAME, "creating", "/ro/y");
  }
}
