package io.s3dl.bench.work;

import io.s3dl.bench.measure.Command;
import io.s3dl.bench.measure.Contender;
import io.s3dl.bench.measure.Meter;
import io.s3dl.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process of its own, from its start to its end; its standard output goes to /dev/null. */
final class Program implements Contender {

  private final Lab lab;
  private final String name;
  private final String how;
  private final long bytes;
  private final List<String> command;
  private final List<Path> inputs;
  private final List<Path> outputs;

  /**
   * A program.
   *
   * @param bytes of the content that it works on
   * @param inputs the files of the disk that are to be in the page cache
   * @param outputs the files that it writes
   */
  Program(
      Lab lab,
      String name,
      String how,
      long bytes,
      List<String> command,
      List<Path> inputs,
      List<Path> outputs) {
    this.lab = lab;
    this.name = name;
    this.how = how;
    this.bytes = bytes;
    this.command = List.copyOf(command);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String how() {
    return how;
  }

  @Override
  public void prepare() throws IOException {
    lab.settle(inputs);
  }

  @Override
  public Sample run() throws IOException {
    return Meter.measure(bytes, () -> Command.run(command));
  }

  @Override
  public void tidy() throws IOException {
    for (Path output : outputs) {
      Files.deleteIfExists(output);
    }
  }
}
