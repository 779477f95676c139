const defaultQuery = `# 左侧第一个图标是文档，Ctrl+Enter 运行。
# Top left: the documentation. Ctrl-Enter: run.

{
  news(first: 3) {
    edges {
      node { title url publishedAt branch { code } }
    }
  }
}
`;
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: location.pathname }),
    defaultQuery,
    isHeadersEditorEnabled: false,
  })
);
