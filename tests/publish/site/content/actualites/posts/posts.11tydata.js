module.exports = {
  tags: ["posts"],
  layout: "layouts/post.njk",
  permalink: "/actualites/{{ page.fileSlug }}/",
};
