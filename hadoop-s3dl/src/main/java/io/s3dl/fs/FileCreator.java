package io.s3dl.fs;

import io.s3dl.format.FrameOptions;
import io.s3dl.store.FileAttributes;
import io.s3dl.store.KeptMetadata;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.WriteOptions;
import io.s3dl.stream.ObjectWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.PathIOException;

/**
 * Hadoop's rules for what may be created, continued and put together. Safe for use by several
 * threads.
 */
final class FileCreator {

  /**
   * What a caller wants created.
   *
   * @param overwrite whether a file that exists is replaced
   * @param makeParents whether missing directories above it are made
   * @param mode permission bits of the file
   * @param directoryMode permission bits of directories made for it
   * @param ifMatch replace only the file with this ETag
   * @param form the form to write, if not the one its name says
   * @param frames how to compress it, if it is
   * @param quick whether looks that cost requests are left out: for what there is of that name, and
   *     for files above it
   * @param headers what the store keeps with it, where it does
   */
  record Request(
      boolean overwrite,
      boolean makeParents,
      int mode,
      int directoryMode,
      Optional<String> ifMatch,
      Optional<Form> form,
      FrameOptions frames,
      boolean quick,
      Headers headers) {

    /** A request with all looks, and without headers. */
    Request(
        boolean overwrite,
        boolean makeParents,
        int mode,
        int directoryMode,
        Optional<String> ifMatch,
        Optional<Form> form,
        FrameOptions frames) {
      this(overwrite, makeParents, mode, directoryMode, ifMatch, form, frames, false, Headers.NONE);
    }
  }

  /**
   * What a store keeps with an object for whoever reads it.
   *
   * @param contentType the content type; empty for the store's choice
   * @param metadata what the user wants kept, by name
   */
  record Headers(Optional<String> contentType, Map<String, String> metadata) {
    static final Headers NONE = new Headers(Optional.empty(), Map.of());
  }

  private final Volume volume;
  private final Namespace namespace;
  private final Tree tree;
  private final Writes writes;
  private final RawCopies rawCopies;
  private final Parents parents;

  FileCreator(
      Volume volume,
      Namespace namespace,
      Parents parents,
      Tree tree,
      Writes writes,
      RawCopies rawCopies) {
    this.parents = parents;
    this.volume = volume;
    this.namespace = namespace;
    this.tree = tree;
    this.writes = writes;
    this.rawCopies = rawCopies;
  }

  /**
   * Begins a new file.
   *
   * @param modes which permission bits it gets that was created with some
   * @throws FileAlreadyExistsException if there is a directory, or a file that must not be replaced
   */
  ObjectWriter create(String key, Request request, IntUnaryOperator modes) throws IOException {
    if (key.isEmpty()) {
      throw new FileAlreadyExistsException("The root is a directory");
    }
    namespace.checkNewName(key);
    String name = Keys.name(key);
    boolean raw = PathMapper.isPhysical(name) || PathMapper.isCopyToPhysical(name);
    boolean quick = request.quick() && !raw && request.ifMatch().isEmpty();
    Standing before = quick ? Standing.NOTHING : namespace.standing(key);
    Optional<Entry> found = before.winning();
    if (found.isPresent()) {
      checkReplaceable(found.get(), request);
    } else {
      parents.prepare(key, request);
    }
    WriteOptions options =
        WriteOptions.replacing()
            .withMode(() -> modes.applyAsInt(request.mode()))
            .withHeaders(request.headers().contentType(), request.headers().metadata());
    if (!request.overwrite()) {
      options = options.withExclusive();
    }
    if (raw) {
      if (request.ifMatch().isPresent() || request.form().isPresent()) {
        throw new PathIOException(
            namespace.text(key),
            "Stored bytes are written as they are and without a condition; name the file without "
                + PathMapper.SUFFIX);
      }
      return writes.createRaw(key, options, rawCopies);
    }
    Form form = request.form().orElseGet(() -> volume.mapper().formFor("/" + key));
    if (request.ifMatch().isPresent()) {
      options = conditional(key, form, found, request.ifMatch().get(), options);
    }
    return writes.create(
        new NewFiles.NewFile(key, form, !request.overwrite(), before, quick),
        request.frames(),
        options);
  }

  private void checkReplaceable(Entry found, Request request) throws IOException {
    if (found.isDirectory()) {
      throw new FileAlreadyExistsException(
          "A directory, not a file: " + namespace.text(found.key()));
    }
    if (!request.overwrite()) {
      throw new FileAlreadyExistsException("Exists already: " + namespace.text(found.key()));
    }
  }

  /** The condition holds now; where the form stays the same, also when the file is published. */
  private WriteOptions conditional(
      String key, Form form, Optional<Entry> found, String etag, WriteOptions options)
      throws IOException {
    String actual = found.flatMap(entry -> entry.info().etag()).orElse(null);
    if (!Objects.equals(actual, etag)) {
      throw new ObjectChangedException(
          namespace.text(key) + " was to be replaced as ETag " + etag + ", and it is " + actual);
    }
    boolean sameForm = found.isPresent() && found.get().form() == form;
    return sameForm ? options.withIfMatch(etag) : options;
  }

  /**
   * Begins a file that starts with its present content.
   *
   * @param modes which permission bits it gets that has some
   */
  ObjectWriter append(String key, IntUnaryOperator modes) throws IOException {
    Entry file = fileToContinue(key);
    return writes.continuing(
        file, List.of(file), volume.options().frames(), continuing(file, modes));
  }

  /**
   * Puts the content of files behind that of a target, and deletes them.
   *
   * @param modes which permission bits the target gets that has some
   * @throws PathIOException if there is nothing to put together, or a file would be part of itself
   */
  void concat(String targetKey, List<String> sourceKeys, IntUnaryOperator modes)
      throws IOException {
    Entry target = fileToContinue(targetKey);
    List<Entry> sources = new ArrayList<>();
    Set<String> different = new HashSet<>(Set.of(targetKey));
    for (String key : sourceKeys) {
      if (!different.add(key)) {
        throw new PathIOException(namespace.text(key), "A file cannot be concatenated with itself");
      }
      sources.add(fileToContinue(key));
    }
    if (sources.isEmpty()) {
      throw new PathIOException(namespace.text(targetKey), "No files to concatenate");
    }
    boolean alike = sources.stream().allMatch(source -> source.form() == target.form());
    List<Entry> heads = new ArrayList<>(List.of(target));
    if (alike) {
      heads.addAll(sources);
    }
    ObjectWriter writer =
        writes.continuing(target, heads, volume.options().frames(), continuing(target, modes));
    try {
      if (!alike) {
        writes.copyContent(sources, writer);
      }
      writer.close();
    } finally {
      writer.abort();
    }
    for (Entry source : sources) {
      tree.deleteFile(source);
    }
  }

  private Entry fileToContinue(String key) throws IOException {
    Entry file = namespace.get(key, Need.LENGTH);
    if (file.isDirectory()) {
      throw new FileNotFoundException("A directory, not a file: " + namespace.text(key));
    }
    if (file.kind() == Entry.Kind.RAW) {
      throw new PathIOException(
          namespace.text(key),
          "The stored bytes of a compressed file cannot be added to; name it without "
              + PathMapper.SUFFIX);
    }
    return file;
  }

  private static WriteOptions continuing(Entry file, IntUnaryOperator modes) {
    int mode =
        file.info()
            .attributes()
            .map(FileAttributes::mode)
            .orElse(KeptMetadata.defaultMode(file.key()));
    return WriteOptions.replacing().withMode(() -> modes.applyAsInt(mode));
  }
}
