package io.s3dl.bench.work;

import io.s3dl.bench.data.DataSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Hadoop's shell with our file systems, as {@code s3dl fs}, a process of its own. */
final class ShellProgram {

  private final Lab lab;

  ShellProgram(Lab lab) {
    this.lab = lab;
  }

  /** Puts a data set into {@code filedl}. */
  Program put(DataSet data, String fileName, int level) {
    return new Program(
        lab,
        "`s3dl fs -put`",
        "`s3dl fs -D fs.s3dl.compression.level=LEVEL -put -f FILE filedl:///…`, start of the JVM"
            + " included",
        data.bytes(),
        command(
            "-D",
            Mounts.LEVEL + "=" + level,
            "-put",
            "-f",
            data.file().toString(),
            "filedl:///" + fileName),
        List.of(data.file()),
        List.of(stored(lab, fileName)));
  }

  /** Prints a file of {@code filedl}. */
  Program cat(String fileName, long bytes) {
    return new Program(
        lab,
        "`s3dl fs -cat`",
        "`s3dl fs -cat filedl:///… > /dev/null`, start of the JVM included",
        bytes,
        command("-cat", "filedl:///" + fileName),
        List.of(stored(lab, fileName)),
        List.of());
  }

  /** Where {@code filedl} stores a file that it compresses. */
  static Path stored(Lab lab, String fileName) {
    return lab.root().resolve(fileName + ".s3dl.zst");
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(lab.launcher().toString());
    command.add("fs");
    command.add("-D");
    command.add(Mounts.LOCAL_ROOT + "=" + lab.root());
    command.addAll(List.of(arguments));
    return command;
  }
}
