// The parts of the news site's build that a post depends on: YAML, Nunjucks, Markdown with raw HTML and
// attributes, two shortcodes, drafts, feeds. ELEVENTY tells which major version is running.
const fs = require("node:fs");
const path = require("node:path");

const setUp = (config, rss) => {
  config.addPlugin(rss);
  config.addPassthroughCopy({ "./public/": "/" });
  config.amendLibrary("md", (md) => md.use(require("markdown-it-attrs")));
  config.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });

  config.addGlobalData("eleventyComputed.permalink", () => (data) => (data.draft ? false : data.permalink));
  config.addGlobalData(
    "eleventyComputed.eleventyExcludeFromCollections",
    () => (data) => (data.draft ? true : data.eleventyExcludeFromCollections),
  );

  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  // a card without its image stops the build
  config.addFilter("image", (image, from) => {
    const file = path.resolve(path.dirname(from), image.path);
    if (!fs.existsSync(file)) throw new Error(`no image ${file}`);
    return path.basename(file);
  });

  config.addShortcode(
    "dailymotion",
    (id) => `
\t\t<div class="video" data-video="${id}" style="background-image: url('thumbnails/${id}')">
\t\t\t<button type="button">Lire la vidéo</button>
\t\t</div>
\t`,
  );
  config.addPairedShortcode(
    "transcription",
    (content, title) => `
\t\t<section class="transcription" aria-labelledby="transcription-title">
\t\t\t<h2 id="transcription-title">
\t\t\t\t${title}
\t\t\t</h2>
\t\t\t<div class="words">
\t\t\t\t\t\t\t\t\t\t\t${content}
\t\t\t</div>
\t\t</section>
\t`,
  );
  return {
    templateFormats: ["md", "njk", "html", "liquid"],
    markdownTemplateEngine: "njk",
    htmlTemplateEngine: "njk",
    dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
  };
};

// Eleventy 2 knows no asynchronous configuration, and the feed plugin for 3 is a module
module.exports =
  process.env.ELEVENTY === "2"
    ? (config) => setUp(config, require("rss1"))
    : async (config) => setUp(config, (await import("rss2")).default);
