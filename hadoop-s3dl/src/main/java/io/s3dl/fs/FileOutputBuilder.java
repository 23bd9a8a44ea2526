package io.s3dl.fs;

import static org.apache.hadoop.fs.Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
import static org.apache.hadoop.fs.Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG;

import io.s3dl.conf.PerFileOptions;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;

/**
 * The builder behind {@code createFile()}: besides Hadoop's own options it takes {@code
 * fs.s3dl.compression.codec}, {@code fs.s3dl.compression.level}, {@code fs.s3dl.frame.size} and
 * {@code fs.s3dl.create.performance} for this one file, and what S3A takes for the last and for
 * headers.
 */
final class FileOutputBuilder
    extends FSDataOutputStreamBuilder<FSDataOutputStream, FileOutputBuilder> {

  private final ObjectFileSystem fileSystem;

  FileOutputBuilder(ObjectFileSystem fileSystem, Path path) {
    super(fileSystem, path);
    this.fileSystem = fileSystem;
  }

  @Override
  public FileOutputBuilder getThisBuilder() {
    return this;
  }

  @Override
  public FSDataOutputStream build() throws IOException {
    Set<String> known = new HashSet<>(getMandatoryKeys());
    known.removeIf(key -> !PerFileOptions.isKnown(key));
    known.add(FS_OPTION_CREATE_CONDITIONAL_OVERWRITE);
    known.add(FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG);
    rejectUnknownMandatoryKeys(known, "for " + getPath());
    EnumSet<CreateFlag> flags = getFlags();
    if (flags.contains(CreateFlag.APPEND)) {
      return fileSystem.append(getPath(), getBufferSize(), getProgress());
    }
    if (!flags.contains(CreateFlag.CREATE) && !flags.contains(CreateFlag.OVERWRITE)) {
      throw new PathIOException(
          getPath().toString(), "Must specify either create, overwrite or append");
    }
    Optional<String> ifMatch =
        Optional.ofNullable(getOptions().get(FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG));
    boolean onlyIfAbsent = getOptions().getBoolean(FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, false);
    if (ifMatch.isPresent() && onlyIfAbsent) {
      throw new IllegalArgumentException(
          FS_OPTION_CREATE_CONDITIONAL_OVERWRITE
              + " and "
              + FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG
              + " contradict each other, for "
              + getPath());
    }
    PerFileOptions file = PerFileOptions.from(getOptions(), fileSystem.options().frames());
    return fileSystem.createFile(
        getPath(),
        new FileCreator.Request(
            ifMatch.isPresent() || (flags.contains(CreateFlag.OVERWRITE) && !onlyIfAbsent),
            isRecursive(),
            fileSystem.masked(getPermission()),
            fileSystem.directoryMode(),
            ifMatch,
            file.codec().map(FileOutputBuilder::formFor),
            file.frames(),
            file.quick().orElse(fileSystem.options().quickCreate()),
            new FileCreator.Headers(file.contentType(), file.metadata())),
        getProgress());
  }

  private static Form formFor(io.s3dl.conf.Compression codec) {
    return switch (codec) {
      case ZSTD -> Form.COMPRESSED;
      case NONE -> Form.PLAIN;
    };
  }
}
